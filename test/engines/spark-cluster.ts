import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { testEnvironment } from "../harness/test-environment";
import type { InstalledEngines } from "./installed-engines";

/** A Spark cluster of processes on this machine. */
export interface SparkCluster {
  /** What programs connect to. */
  readonly master: string;
  /** The environment of programs that connect to it. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts a master and workers of one core each in standalone mode, on loopback alone, and waits until all are registered. */
export async function startSpark(
  { python, sparkHome }: InstalledEngines,
  workers: number,
  folder: string,
): Promise<SparkCluster> {
  mkdirSync(folder, { recursive: true });
  const env = testEnvironment({
    SPARK_HOME: sparkHome,
    SPARK_LOCAL_IP: "127.0.0.1",
    SPARK_LOCAL_DIRS: join(folder, "local"),
    SPARK_WORKER_DIR: join(folder, "work"),
    PYSPARK_PYTHON: python,
  });
  const started: ChildProcess[] = [];
  const start = (kind: "master.Master" | "worker.Worker", args: readonly string[], until: RegExp) => {
    const program = join(sparkHome, "bin/spark-class");
    const all = [`org.apache.spark.deploy.${kind}`, "--host", "127.0.0.1", "--webui-port", "0", ...args];
    const child = spawn(program, all, { env, stdio: ["ignore", "pipe", "pipe"], cwd: folder });
    started.push(child);
    return toldBy(child, until);
  };
  const stop = async () => {
    const ended = started.map(
      child => new Promise(resolve => (child.exitCode === null ? child.once("close", resolve) : resolve(0))),
    );
    for (const child of started) child.kill("SIGKILL");
    await Promise.all(ended);
  };
  try {
    const [, master = ""] = await start(
      "master.Master",
      ["--port", "0"],
      /Starting Spark master at (spark:\S+)/,
    );
    const flags = ["--cores", "1", "--memory", "3g", master];
    const ready = /Successfully registered with master/;
    await Promise.all(Array.from({ length: workers }, () => start("worker.Worker", flags, ready)));
    return { master, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until a program says something. */
function toldBy(child: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let told = "";
    const hear = (text: unknown) => {
      // What was found once is not looked for again; the streams are read on, or the program would stand still.
      if (told.length > 100_000) return;
      told += String(text);
      const found = wanted.exec(told);
      if (found !== null) resolve(found);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("close", code => reject(new Error(`Spark ended with ${code}: ${told.slice(-2000)}`)));
  });
}
