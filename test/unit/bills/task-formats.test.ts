import assert from "node:assert/strict";
import { test } from "node:test";
import { taskFormats } from "../../../src/bills/task-formats";

test("a task tells what goes in and comes out, by its name or by the table", () => {
  const of = (task: string) => {
    const found = taskFormats(task);
    return found && `${found.inputs} > ${found.outputs}`;
  };
  assert.deepEqual(
    [
      ...["text-generation", "image-text-to-text", "text-to-speech", "text-to-3d"],
      ...["zero-shot-image-classification", "object-detection"],
    ].map(of),
    [
      ...["text > text", "image,text > text", "text > audio", "text > 3D shape"],
      ...["image,text > labels", "image > boxes"],
    ],
  );
});

test("a task that does not tell, or is none, tells nothing", () => {
  for (const task of [
    "any-to-any",
    "robotics",
    "",
    "text-to-",
    "-to-text",
    "text-to-text-to-text",
    "x-to-text",
  ])
    assert.equal(taskFormats(task), null, task);
});
