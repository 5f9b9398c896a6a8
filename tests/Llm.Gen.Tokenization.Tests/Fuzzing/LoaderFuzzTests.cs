using System.Diagnostics;
using System.Globalization;
using System.Text;
using Llm.Gen.Tests;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>
/// Damaged files: each is read or refused with one of the errors that are documented, in little time and memory, and what is read
/// encodes and decodes or says why not. LLM_GEN_FUZZ_RUNS sets how many runs of each kind; some hundred unless said.
/// </summary>
public class LoaderFuzzTests
{
    private const string Sample = "Hello  world, it's 2024!\n\u2581naïve 你好 🌍 <s> a</s>";
    private const long MemoryLimit = 512L << 20;

    private static readonly int Runs = int.Parse(Environment.GetEnvironmentVariable("LLM_GEN_FUZZ_RUNS") ?? "300", CultureInfo.InvariantCulture);

    [Fact]
    public void Damaged_tokenizer_files_are_read_or_refused() =>
        Fuzz("tokenizer.json", [.. SmallTokenizers.Names().Select(name => File.ReadAllBytes(Fixtures.Find($"tokenization/small/{name}.tokenizer.json")))]);

    [Fact]
    public void Damaged_SentencePiece_models_are_read_or_refused() =>
        Fuzz("tokenizer.model", [.. Directory.GetFiles(Fixtures.Find("tokenization/training/sentencepiece"), "*.model").Select(File.ReadAllBytes), .. Kinds()]);

    [Fact]
    public void Damaged_rank_files_are_read_or_refused() =>
        Fuzz("ranks.tiktoken", [Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 256).Select(value => $"{Convert.ToBase64String([(byte)value])} {value}\n").Append("YWI= 256\n")))],
            new() { Pattern = Gpt2Scanner.Pattern, SpecialTokens = new Dictionary<string, int> { ["<s>"] = 300 } });

    [Fact]
    public void Damaged_GGUF_files_are_read_or_refused() => Fuzz("vocabulary.gguf", [GgufSample.BytePairs(), GgufSample.SentencePieces(), GgufSample.WordPieces()]);

    [Fact]
    public void Damaged_word_lists_are_read_or_refused() =>
        Fuzz("vocab.txt", [Encoding.UTF8.GetBytes("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nworld\n##s\n,\n")]);

    private static IEnumerable<byte[]> Kinds()
    {
        var pieces = new[] { new Piece("<unk>", 0, PieceType.Unknown), new Piece("<s>", 0, PieceType.Control), new Piece("\u2581", -1, PieceType.Normal), new Piece("a", -2, PieceType.Normal), new Piece("lo", -3, PieceType.UserDefined) };
        return Enum.GetValues<SentencePieceKind>().Select(kind => SentencePieceWriter.Write(new() { Pieces = pieces, Kind = kind }));
    }

    private static void Fuzz(string name, IReadOnlyList<byte[]> files, TokenizerOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(name);
        var random = new Random(7);
        var mutator = new Mutator(random);
        var read = 0;
        for (var run = 0; run < Runs; run++)
        {
            var bytes = mutator.Mutate(files[random.Next(files.Count)]);
            File.WriteAllBytes(path, bytes);
            var before = GC.GetTotalAllocatedBytes();
            var clock = Stopwatch.StartNew();

            var error = Record.Exception(() => read += Use(path, options) ? 1 : 0);

            Assert.True(error is null, $"run {run}: {error}\n{Convert.ToBase64String(bytes)}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30) && GC.GetTotalAllocatedBytes() - before < MemoryLimit, $"run {run} took {clock.Elapsed} and {GC.GetTotalAllocatedBytes() - before} bytes\n{Convert.ToBase64String(bytes)}");
        }

        Assert.True(read > 0 || Runs < 100, "No damaged file could be read at all, so nothing was encoded.");
    }

    private static bool Use(string path, TokenizerOptions? options)
    {
        Tokenizer tokenizer;
        try
        {
            tokenizer = Tokenizer.Load(path, options);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException)
        {
            Assert.NotEqual("", e.Message);
            return false;
        }

        try
        {
            var encoded = tokenizer.Encode(Sample, new EncodeOptions());
            Assert.Equal(encoded.Ids, tokenizer.EncodeToIds(Sample));
            tokenizer.Decode(encoded.Ids);
        }
        catch (Exception e) when (e is ArgumentException or TimeoutException or InvalidDataException)
        {
            Assert.NotEqual("", e.Message); // no unknown token, a pattern without end, a rule without end
        }

        return true;
    }
}
