using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Data;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm tokenizer train</c>: learns a tokenizer from text and writes the files that Hugging Face's libraries read.</summary>
internal static class TokenizerTrainCommand
{
    private const string BytePairs = "bpe", Characters = "characters";
    private const int Bytes = 256;              // tokens that every BPE vocabulary has

    private static readonly BpeTrainingOptions Usual = new();

    public static Command Create()
    {
        var data = new Option<string[]>("--data") { Description = "files of UTF-8 text", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--output", "-o") { Description = "the folder for tokenizer.json", Required = true };
        var type = new Option<string>("--type") { Description = "byte-level BPE, or a token a character", DefaultValueFactory = _ => BytePairs };
        type.AcceptOnlyFromAmong(BytePairs, Characters);
        var size = new Option<int?>("--vocabulary-size") { Description = $"tokens at most, of BPE; {Usual.VocabularySize} unless said" };
        var rarest = new Option<int?>("--minimum-frequency") { Description = "a pair that is rarer is not merged, of BPE" };
        var end = new Option<string?>("--end-of-text") { Description = "a special token that ends a text" };
        var json = Parameters.Json();
        var command = new Command("train", "Learn a tokenizer from text.") { data, output, type, size, rarest, end, json };
        command.SetAction((parsed, cancellation) =>
        {
            var special = parsed.GetValue(end);
            var files = parsed.GetRequiredValue(data);
            RequireText(files);
            var tokenizer = parsed.GetValue(type) == Characters
                ? TrainCharacters(files, special, parsed.GetValue(size) ?? parsed.GetValue(rarest), cancellation)
                : TrainBytePairs(files, special, parsed.GetValue(size), parsed.GetValue(rarest), cancellation);
            tokenizer.Save(parsed.GetRequiredValue(output));
            Print(parsed.GetRequiredValue(output), tokenizer, parsed.GetValue(json));
            return Task.FromResult(0);
        });
        return command;
    }

    private static void RequireText(string[] files)
    {
        foreach (var file in files)
        {
            if (!File.Exists(file))
                throw new FileNotFoundException($"{file}: no such file; check --data.", file);
            if (new FileInfo(file).Length == 0)
                throw new InvalidDataException($"{file}: the file is empty; text was expected.");
        }
    }

    private static Tokenizer TrainBytePairs(string[] files, string? special, int? size, int? rarest, CancellationToken cancellation)
    {
        var least = special is null ? Bytes : Bytes + 1;
        if (size < least)
            throw new ArgumentException($"--vocabulary-size is {size}; the bytes and special tokens alone are {least}, give at least as many.");

        return BpeTrainer.TrainFromFiles(
            files,
            new BpeTrainingOptions
            {
                VocabularySize = size ?? Usual.VocabularySize,
                MinimumFrequency = rarest ?? Usual.MinimumFrequency,
                SpecialTokens = special is null ? [] : [special],
                EndOfText = special,
            },
            cancellationToken: cancellation);
    }

    private static Tokenizer TrainCharacters(string[] files, string? special, int? unused, CancellationToken cancellation)
    {
        if (unused is not null)
            throw new ArgumentException($"--vocabulary-size and --minimum-frequency are for --type {BytePairs}; leave them out.");

        return CharacterTokenizer.Train(
            files.SelectMany(Utf8TextFile.ReadBlocks),
            new CharacterTrainingOptions { SpecialTokens = special is null ? [] : [special], EndOfText = special },
            cancellation);
    }

    private static void Print(string folder, Tokenizer tokenizer, bool isJson)
    {
        if (isJson)
            Report.Print(new JsonObject { ["path"] = Path.GetFullPath(folder), ["vocabulary_size"] = tokenizer.VocabularySize });
        else
            Console.Out.WriteLine($"{folder}: {Quantities.Count(tokenizer.VocabularySize)} tokens");
    }
}
