using System.CommandLine;
using System.Text.Json;
using Llm.Gen.Cli.Terminal;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm tokenizer encode|decode|train</c>. Lines of JSON in and out, so that any text passes; torch is never loaded.</summary>
internal static class TokenizerCommand
{
    public static Command Create() => new("tokenizer", "Turn text into token ids and back, and train tokenizers.")
    {
        CreateEncode(),
        CreateDecode(),
        TokenizerTrainCommand.Create(),
    };

    private static Command CreateEncode()
    {
        var model = Tokenizer();
        var bare = new Option<bool>("--no-special-tokens") { Description = "leave out the tokens that the tokenizer puts around every text" };
        var command = new Command("encode", "Read one JSON string a line, write one JSON array of token ids a line.") { model, bare };
        command.SetAction(parsed =>
        {
            var tokenizer = Llm.Gen.Tokenizer.Load(parsed.GetRequiredValue(model));
            var addsSpecial = !parsed.GetValue(bare);
            var texts = JsonLines.Read("a JSON string", value => value.GetString() ?? throw new FormatException());
            JsonLines.Write(texts.Select(text => WriteIds(tokenizer.EncodeToIds(text, addsSpecial))));
            return 0;
        });
        return command;
    }

    private static Command CreateDecode()
    {
        var model = Tokenizer();
        var all = new Option<bool>("--keep-special-tokens") { Description = "write special tokens out instead of leaving them away" };
        var command = new Command("decode", "Read one JSON array of token ids a line, write one JSON string a line.") { model, all };
        command.SetAction(parsed =>
        {
            var tokenizer = Llm.Gen.Tokenizer.Load(parsed.GetRequiredValue(model));
            var skipsSpecial = !parsed.GetValue(all);
            var lines = JsonLines.Read("a JSON array of token ids", value => value.EnumerateArray().Select(id => id.GetInt32()).ToArray());
            JsonLines.Write(lines.Select(ids => WriteText(tokenizer.Decode(ids, skipsSpecial))));
            return 0;
        });
        return command;
    }

    private static Argument<string> Tokenizer() => new("MODEL") { Description = "a Hugging Face folder, or a file: tokenizer.json, a SentencePiece model, vocab.json, vocab.txt, a tiktoken rank file, a GGUF file" };

    private static Action<Utf8JsonWriter> WriteIds(IReadOnlyList<int> ids) => json =>
    {
        json.WriteStartArray();
        foreach (var id in ids)
            json.WriteNumberValue(id);
        json.WriteEndArray();
    };

    private static Action<Utf8JsonWriter> WriteText(string text) => json => json.WriteStringValue(text);
}
