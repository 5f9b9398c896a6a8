namespace Llm.Gen.Properties

open System
open System.IO
open Llm.Gen
open Llm.Gen.Tokenization

/// The tokenizers that the properties hold for: trained here, and the real ones that lie in the data.
module Tokenizers =

    let private texts =
        [ "The cat sat on the mat. It's 2024, isn't it?  Two  spaces,\ttabs\r\n\r\nlines."
          "Die Katze saß auf der Matte. Кошка сидела на коврике. 猫はマットの上に座った。 قطة على سجادة 🌍👩‍👩‍👧" ]

    let private data =
        match Environment.GetEnvironmentVariable "LLM_GEN_DATA" with
        | null
        | "" -> Path.GetFullPath(Path.Combine(__SOURCE_DIRECTORY__, "../../../../shared/data"))
        | folder -> folder

    let private real names =
        [ for name in names do
              let path = Path.Combine(data, name)

              if Path.Exists path then
                  name, Tokenizer.Load path ]

    let private trained = lazy BpeTrainer.Train(texts, BpeTrainingOptions(VocabularySize = 400, SpecialTokens = [| "<s>"; "</s>" |]))

    // SmolLM2 and StarCoder lack bytes that no assigned character has; those vanish from a text, as in the reference.
    let private hasAllBytes (tokenizer: Tokenizer) =
        seq { 2..257 } |> Seq.forall (fun id -> tokenizer.TryGetId(trained.Value.TryGetToken id |> snd) |> fst)

    /// Text comes back from their ids exactly.
    let byteLevel =
        lazy
            (("trained", trained.Value)
             :: real
                 [ "tokenizers/gpt2"
                   "tokenizers/phi-2"
                   "tokenizers/roberta-base"
                   "tokenizers/tiktoken/cl100k_base.tiktoken"
                   "tokenizers/tiktoken/o200k_base.tiktoken"
                   "tokenizer_oracles/llama.cpp/ggml-vocab-starcoder.gguf"
                   "tokenizer_oracles/llama.cpp/ggml-vocab-deepseek-coder.gguf"
                   "weights/smollm2-135m-instruct" ]
             |> List.filter (snd >> hasAllBytes))

    /// All kinds of models.
    let all =
        lazy
            (byteLevel.Value
             @ [ "WordPiece", WordPieceTrainer.Train(texts, WordPieceTrainingOptions(VocabularySize = 200, MinimumFrequency = 1))
                 "Unigram", UnigramTrainer.Train(texts, UnigramTrainingOptions(VocabularySize = 160))
                 "characters", CharacterTokenizer.Train texts ]
             @ real
                 [ "weights/smollm2-135m-instruct"
                   "tokenizers/bert-base-uncased"
                   "tokenizers/t5-small"
                   "tokenizers/tinyllama"
                   "tokenizers/mistral/tokenizer.model.v3"
                   "tokenizers/sentencepiece/test_model.model"
                   "tokenizers/qwen2"
                   "tokenizers/clip" ])
