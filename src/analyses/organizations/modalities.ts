/** What each of the Hub's tasks takes and gives, as its task pages say (huggingface.co/tasks, November 2026). */
const ofTasks: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "text image": [
      "text-to-image",
      "image-to-text",
      "image-text-to-text",
      "image-text-to-image",
      "visual-question-answering",
      "document-question-answering",
      "visual-document-retrieval",
      "zero-shot-image-classification",
      "zero-shot-object-detection",
    ],
    "text audio": ["automatic-speech-recognition", "text-to-speech", "text-to-audio", "audio-text-to-text"],
    "text video": ["text-to-video", "video-text-to-text", "image-text-to-video"],
    "image video": ["image-to-video"],
    "text image audio": ["any-to-any"],
    text: [
      "text-generation",
      "text2text-generation",
      "text-classification",
      "token-classification",
      "fill-mask",
      "question-answering",
      "table-question-answering",
      "summarization",
      "translation",
      "conversational",
      "sentence-similarity",
      "feature-extraction",
      "zero-shot-classification",
      "text-ranking",
    ],
    image: [
      "image-classification",
      "object-detection",
      "image-segmentation",
      "image-to-image",
      "image-feature-extraction",
      "unconditional-image-generation",
      "depth-estimation",
      "mask-generation",
      "keypoint-detection",
    ],
    audio: ["audio-classification", "audio-to-audio", "voice-activity-detection"],
    video: ["video-classification", "video-to-video"],
  }).flatMap(([kinds, tasks]) => tasks.map(task => [task, kinds.split(" ")] as const)),
);

/** What a task takes and gives (`text and audio`); null for a task that is not listed. */
export function modalities(task: string): string | null {
  return ofTasks.get(task)?.join(" and ") ?? null;
}

/** Whether such words name two modalities or more. */
export function joinsModalities(words: string | null): boolean {
  return words?.includes(" and ") === true;
}
