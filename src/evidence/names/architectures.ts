/** Values of `model_type` that the Hub also writes as tags; a model and its parent share theirs. */
export const architectures: ReadonlySet<string> = new Set(
  (
    "llama stablelm bert gemma gemma2 gemma3 mistral mistral3 roberta distilbert xlm-roberta qwen qwen2 qwen2_moe qwen2_vl qwen2_5_vl qwen3 qwen3_moe gpt2 t5 " +
    "wav2vec2 whisper bart deberta deberta-v2 vit mt5 swin swinv2 vision-encoder-decoder llava llava_next biogpt detr mixtral " +
    "pegasus yolos gpt_neox gpt_oss esm camembert videomae opt gptj gpt_neo marian falcon phi phi3 conditional_detr " +
    "layoutlm layoutlmv2 layoutlmv3 electra mbart albert mamba mamba2 convnext convnextv2 hubert rt_detr codegen chatglm " +
    "mask2former deformable_detr wavlm mpnet speecht5 wav2vec2-bert beit segformer xlnet longt5 encoder-decoder lilt git donut " +
    "donut-swin resnet cohere cohere2 deta clip siglip RefinedWebModel RefinedWeb dinov2 wav2vec2-conformer mpt openai-gpt vits " +
    "musicgen idefics idefics2 pegasus_x mobilenet_v2 layoutlm timesformer big_bird instructblip blip blip-2 vilt " +
    "audio-spectrogram-transformer xglm bloom internlm2 blenderbot recurrent_gemma openelm focalnet baichuan maskformer dbrx " +
    "jamba starcoder2 gpt_bigcode olmo olmo2 granite smollm3 nemotron exaone deepseek_v2 deepseek_v3 minicpm rwkv led " +
    "longformer funnel fnet nystromformer ernie squeezebert mobilebert convbert deit perceiver trocr m2m_100 nllb-moe umt5 " +
    "stable-diffusion stable-diffusion-xl flux sd3 ppo dqn modernbert nomic_bert new"
  ).split(" "),
);
