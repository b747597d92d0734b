/**
 * The models of the sample family, one to a line: ID, parents, relation, license, languages, downloads a month, likes,
 * day of creation, and million parameters. `=` repeats the first parent's value. All of it is made up: no such author or model is meant.
 */
export const sampleFacts = `
tidewater-lab/Harbor-1B|||cc-by-nc-4.0|en,fr,de,es,pt|184200|412|2024-02-06|1180
tidewater-lab/Harbor-1B-Chat|tidewater-lab/Harbor-1B|finetune|=|en,fr,de,es,pt|96400|268|2024-02-20|=
tidewater-lab/Harbor-1B-Code|tidewater-lab/Harbor-1B|finetune|=|en|31800|97|2024-03-04|=
tidewater-lab/Harbor-1B-Vision|tidewater-lab/Harbor-1B|finetune|=|en,fr,de|8700|51|2024-05-14|1460
tidewater-lab/Harbor-1B-Chat-v2|tidewater-lab/Harbor-1B-Chat|finetune|=|en,fr,de,es,pt,it|120300|301|2024-06-18|=
saltmarsh/harbor-support-bot|tidewater-lab/Harbor-1B-Chat|finetune|apache-2.0|en|5400|23|2024-03-11|=
saltmarsh/harbor-support-bot-fr|saltmarsh/harbor-support-bot|finetune|apache-2.0|fr|780|6|2024-04-02|=
saltmarsh/harbor-tickets-lora|tidewater-lab/Harbor-1B-Chat|adapter|mit|en|410|3|2024-04-09|=
lantern-works/Harbor-1B-Instruct-DE|tidewater-lab/Harbor-1B|finetune|=|de|6100|34|2024-03-18|=
lantern-works/Harbor-1B-Legal-DE|lantern-works/Harbor-1B-Instruct-DE|finetune|=|de|1900|15|2024-05-22|=
lantern-works/Harbor-1B-Legal-DE-DPO|lantern-works/Harbor-1B-Legal-DE|finetune|=|de|640|9|2024-07-01|=
lantern-works/harbor-contracts-lora|lantern-works/Harbor-1B-Legal-DE|adapter|=|de|220|2|2024-08-05|=
moorings/harbor-poet-lora|tidewater-lab/Harbor-1B|adapter|=|en,fr|930|12|2024-03-29|=
moorings/harbor-poet-lora-v2|moorings/harbor-poet-lora|adapter|=|en|310|5|2024-06-03|=
moorings/harbor-rhyme-lora|tidewater-lab/Harbor-1B|adapter||en|140|1|2024-07-19|=
northquay/Harbor-1B-Chat-Code-slerp|tidewater-lab/Harbor-1B-Chat,tidewater-lab/Harbor-1B-Code|merge|=|en|7300|44|2024-04-25|=
northquay/Harbor-1B-Chat-Code-ties|tidewater-lab/Harbor-1B-Chat,tidewater-lab/Harbor-1B-Code|merge|apache-2.0|en|2600|18|2024-05-30|=
northquay/Harbor-1B-Tri-Merge|northquay/Harbor-1B-Chat-Code-slerp,lantern-works/Harbor-1B-Instruct-DE|merge|=|en,de|1100|11|2024-06-27|=
northquay/Harbor-1B-Tri-Merge-DPO|northquay/Harbor-1B-Tri-Merge|finetune|=|en|480|4|2024-08-12|=
pilotboat/harbor-sql|tidewater-lab/Harbor-1B-Code|finetune|=|en|3900|29|2024-04-15|=
pilotboat/harbor-sql-dpo|pilotboat/harbor-sql|finetune|mit|en|860|8|2024-06-10|=
pilotboat/harbor-shell-lora|tidewater-lab/Harbor-1B-Code|adapter|=|en|270|2|2024-07-08|=
pilotboat/harbor-regex-lora|tidewater-lab/Harbor-1B-Code|adapter||en|90|0|2024-09-17|=
estuary-health/harbor-notes|tidewater-lab/Harbor-1B-Chat|finetune|=|en|2100|21|2024-05-06|=
estuary-health/harbor-notes-es|estuary-health/harbor-notes|finetune|=|es|540|7|2024-07-15|=
estuary-health/harbor-triage-lora|estuary-health/harbor-notes|adapter|other|en|130|1|2024-08-26|=
breakwater/harbor-chat-pt|tidewater-lab/Harbor-1B-Chat|finetune|=|pt|4400|31|2024-03-25|=
breakwater/harbor-chat-pt-dpo|breakwater/harbor-chat-pt|finetune|=|pt|1700|13|2024-05-17|=
breakwater/harbor-news-pt|breakwater/harbor-chat-pt|finetune|openrail|pt|390|3|2024-09-02|=
gullwing/harbor-roleplay|tidewater-lab/Harbor-1B-Chat|finetune|=|en|9800|73|2024-04-18|=
gullwing/harbor-roleplay-x2|gullwing/harbor-roleplay|finetune||en|3200|26|2024-06-21|=
gullwing/harbor-roleplay-merge|gullwing/harbor-roleplay-x2,northquay/Harbor-1B-Chat-Code-slerp|merge||en|1500|16|2024-08-01|=
gullwing/harbor-story-lora|gullwing/harbor-roleplay|adapter|=|en|260|4|2024-09-09|=
driftwood/harbor-summarize|tidewater-lab/Harbor-1B-Chat-v2|finetune|=|en,fr|5200|38|2024-07-04|=
driftwood/harbor-summarize-fr|driftwood/harbor-summarize|finetune|=|fr|710|5|2024-09-12|=
driftwood/harbor-headlines|driftwood/harbor-summarize|finetune|apache-2.0|en|450|4|2024-10-01|=
sandbar/harbor-chat-it|tidewater-lab/Harbor-1B-Chat-v2|finetune|=|it|2800|19|2024-07-25|=
sandbar/harbor-recipes-it|sandbar/harbor-chat-it|finetune|=|it|170|2|2024-10-14|=
capstan/harbor-agent|tidewater-lab/Harbor-1B-Chat-v2|finetune|=|en|11400|88|2024-08-08|=
capstan/harbor-agent-tools|capstan/harbor-agent|finetune|=|en|3600|27|2024-10-03|=
capstan/harbor-agent-tools-lora|capstan/harbor-agent|adapter|=|en|420|3|2024-10-22|=
capstan/harbor-agent-browser|capstan/harbor-agent-tools|finetune|mit|en|990|10|2024-12-05|=
halyard/harbor-caption|tidewater-lab/Harbor-1B-Vision|finetune|=|en|1300|14|2024-06-25|=
halyard/harbor-caption-de|halyard/harbor-caption|finetune|=|de|330|3|2024-09-30|=
halyard/harbor-charts-lora|tidewater-lab/Harbor-1B-Vision|adapter|=|en|180|2|2024-11-11|=
`;

/** Who repackages models of the sample, how, and what part of the downloads goes there; applied to the models with the most downloads. */
export const samplePackers = `
quiet-quants|-GGUF|0.31|60
quiet-quants|-AWQ|0.07|12
stevedore|-GPTQ-Int4|0.05|10
pier-mlx|-4bit|0.09|24
`;
