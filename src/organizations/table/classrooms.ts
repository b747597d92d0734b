/** Courses and their participants; one author a line: name, country, source. */
export const classrooms = `
agents-course - n
boostcamp-5th-nlp07 - w
cs552-mlp - n
deep-rl-course - n
ETH-MTEC-RL-Course-2023 - n
huggingface-course - n
mcp-course - n
mnlp-2024 - n
parsi-ai-nlpclass - n
reasoning-course - n
`;
