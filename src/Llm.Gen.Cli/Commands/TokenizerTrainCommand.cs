using System.CommandLine;
using System.Text.Json.Nodes;
using Llm.Gen.Cli.Terminal;
using Llm.Gen.Data;
using Llm.Gen.Tokenization;

namespace Llm.Gen.Cli.Commands;

/// <summary><c>llm tokenizer train</c>: learns a tokenizer from text and writes the files that Hugging Face's libraries read.</summary>
internal static class TokenizerTrainCommand
{
    private const string BytePairs = "bpe", WordPieces = "wordpiece", Unigram = "unigram", Characters = "characters";
    private const int Bytes = 256;              // tokens that every BPE vocabulary has

    public static Command Create()
    {
        var data = new Option<string[]>("--data") { Description = "files of UTF-8 text", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--output", "-o") { Description = "the folder for tokenizer.json", Required = true };
        var type = new Option<string>("--type") { Description = "byte-level BPE, WordPiece, Unigram, or a token a character", DefaultValueFactory = _ => BytePairs };
        type.AcceptOnlyFromAmong(BytePairs, WordPieces, Unigram, Characters);
        var size = new Option<int?>("--vocabulary-size")
        {
            Description = $"tokens at most; unless said {new BpeTrainingOptions().VocabularySize} of BPE, {new WordPieceTrainingOptions().VocabularySize} of WordPiece, {new UnigramTrainingOptions().VocabularySize} of Unigram",
        };
        var rarest = new Option<int?>("--minimum-frequency") { Description = "a pair that is rarer is not merged, of BPE and WordPiece" };
        var end = new Option<string?>("--end-of-text") { Description = "a special token that ends a text, of all but WordPiece" };
        var json = Parameters.Json();
        var command = new Command("train", "Learn a tokenizer from text.") { data, output, type, size, rarest, end, json };
        command.SetAction((parsed, cancellation) =>
        {
            var files = parsed.GetRequiredValue(data);
            RequireText(files);
            var asked = new Asked(files, parsed.GetValue(size), parsed.GetValue(rarest), parsed.GetValue(end), cancellation);
            var tokenizer = parsed.GetValue(type) switch
            {
                WordPieces => TrainWordPieces(asked),
                Unigram => TrainUnigram(asked),
                Characters => TrainCharacters(asked),
                _ => TrainBytePairs(asked),
            };
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

    private static Tokenizer TrainBytePairs(Asked asked)
    {
        var least = asked.EndOfText is null ? Bytes : Bytes + 1;
        if (asked.Size < least)
            throw new ArgumentException($"--vocabulary-size is {asked.Size}; the bytes and special tokens alone are {least}, give at least as many.");

        var options = new BpeTrainingOptions { SpecialTokens = asked.SpecialTokens, EndOfText = asked.EndOfText };
        options = options with { VocabularySize = asked.Size ?? options.VocabularySize, MinimumFrequency = asked.Rarest ?? options.MinimumFrequency };
        return BpeTrainer.TrainFromFiles(asked.Files, options, Progress(), asked.Cancellation);
    }

    private static Tokenizer TrainWordPieces(Asked asked)
    {
        if (asked.EndOfText is not null)
            throw new ArgumentException($"--end-of-text is not for --type {WordPieces}, whose texts end with [SEP]; leave it out.");

        var options = new WordPieceTrainingOptions();
        options = options with { VocabularySize = asked.Size ?? options.VocabularySize, MinimumFrequency = asked.Rarest ?? options.MinimumFrequency };
        return WordPieceTrainer.TrainFromFiles(asked.Files, options, Progress(), asked.Cancellation);
    }

    private static Tokenizer TrainUnigram(Asked asked)
    {
        if (asked.Rarest is not null)
            throw new ArgumentException($"--minimum-frequency is for --type {BytePairs} and {WordPieces}; leave it out.");

        var options = new UnigramTrainingOptions { SpecialTokens = asked.SpecialTokens, EndOfText = asked.EndOfText };
        return UnigramTrainer.TrainFromFiles(asked.Files, options with { VocabularySize = asked.Size ?? options.VocabularySize }, Progress(), asked.Cancellation);
    }

    private static Tokenizer TrainCharacters(Asked asked)
    {
        if (asked.Size is not null || asked.Rarest is not null)
            throw new ArgumentException($"--vocabulary-size and --minimum-frequency are not for --type {Characters}; leave them out.");

        return CharacterTokenizer.Train(
            asked.Files.SelectMany(Utf8TextFile.ReadBlocks),
            new CharacterTrainingOptions { SpecialTokens = asked.SpecialTokens, EndOfText = asked.EndOfText },
            asked.Cancellation);
    }

    // Where someone looks at it.
    private static Progress<TrainingProgress>? Progress() => Console.IsErrorRedirected
        ? null
        : new(at => Console.Error.Write($"\r{Quantities.Count(at.Texts)} lines, {Quantities.Count(at.Words)} words{(at.Tokens > 0 ? $", {Quantities.Count(at.Tokens)} tokens" : "")}   "));

    private static void Print(string folder, Tokenizer tokenizer, bool isJson)
    {
        if (isJson)
            Report.Print(new JsonObject { ["path"] = Path.GetFullPath(folder), ["vocabulary_size"] = tokenizer.VocabularySize });
        else
            Console.Out.WriteLine($"{folder}: {Quantities.Count(tokenizer.VocabularySize)} tokens");
    }

    private sealed record Asked(string[] Files, int? Size, int? Rarest, string? EndOfText, CancellationToken Cancellation)
    {
        public string[] SpecialTokens => EndOfText is null ? [] : [EndOfText];
    }
}
