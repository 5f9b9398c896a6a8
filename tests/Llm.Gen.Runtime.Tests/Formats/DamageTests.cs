using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Formats.Torch;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

/// <summary>Files damaged at random: each is read, or refused as damaged, soon and with little memory; nothing else may happen.</summary>
/// <remarks>The same damage every time. <c>LLM_GEN_DAMAGE_ROUNDS</c> asks for more of it: that many files of each format.</remarks>
public sealed class DamageTests : IDisposable
{
    private const int LongestMessage = 4_000;       // characters
    private const long MostMemory = 64 << 20;       // bytes allocated for one small file
    private const int HeadBytes = 4_096;            // the claims are in front, and for zip archives at the end: the files are small

    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("LLM_GEN_DAMAGE_ROUNDS") ?? "1000", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);        // for one file, on a machine that is busy

    private static readonly string[] JsonTokens =
        ["{", "}", "[", "]", ":", ",", "\"", "\\u0000", "\\ud800", "\\n", "\n", "null", "-1", "1e9", "9223372036854775807", "F64", "F8_E4M3", "BOOL", "shape", "dtype", "data_offsets", "__metadata__", "\u00ff"];

    private static readonly string[] PickleTokens =
    [
        "(", ".", "N", "K\u0001", "J\u00ff\u00ff\u00ff\u007f", "R", "b", "]", "}", ")", "t", "s", "u", "a", "e", "Q", "h\u0001", "q\u0001", "r\u00ff\u00ff\u00ff\u00ff", "\u0085", "\u0086", "\u0087",
        "\u0088", "\u0089", "\u008a\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f", "\u008a\u00ff", "\u0093", "\u0094", "X\u0001\u0000\u0000\u0000\n", "X\u00ff\u00ff\u00ff\u00ff", "cposix\nsystem\n",
        "ctorch\nDoubleStorage\n", "ccollections\nOrderedDict\n", "ctorch._utils\n_rebuild_tensor_v2\n",
    ];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Damaged_safetensors_files_are_read_or_refused() =>
        Run(Small("formats/safetensors", "*.safetensors"), JsonTokens, SafetensorsFile.Open);

    [Fact]
    public void Damaged_indexes_are_read_or_refused()
    {
        _folder.Fill(Fixtures.Find("formats/safetensors/sharded"));
        Run(Small("formats/safetensors/sharded", CheckpointFolder.IndexName), JsonTokens, _ => CheckpointFolder.Open(_folder.Path));
    }

    [Fact]
    public void Damaged_gguf_files_are_read_or_refused() =>
        Run([.. Small("formats/gguf/malformed", "good.gguf"), .. Small("formats/gguf", "metadata.gguf")], ["GGUF", "general.alignment", "general.architecture"], GgufFile.Open);

    [Fact]
    public void Damaged_gguf_models_are_read_or_refused() =>
        Run(Small("formats/gguf", "llama-q*.gguf"), ["\u0000\u0000\u00c0\u007f", "llama.block_count", "llama.rope.dimension_count", "token_embd.weight"], GgufCheckpoint.Open);

    [Fact]
    public void Damaged_torch_files_are_read_or_refused() =>
        Run(Small("formats/torch", "*.p*"), PickleTokens, TorchFile.Open);

    [Fact]
    public void Damaged_pickles_in_sound_archives_are_read_or_refused()
    {
        var archives = Small("formats/torch", "*.pt").Where(file => file.Bytes[0] == 'P').Select(Unpack).ToArray();
        Run([.. archives.Select(archive => (archive.Name, archive.Pickle))], PickleTokens, path =>
        {
            var pickle = File.ReadAllBytes(path);
            TorchWriting.Zip(path, pickle, archives.Single(archive => archive.Name == Path.GetFileName(path)).Storages);
            return TorchFile.Open(path);
        });
    }

    public void Dispose() => _folder.Dispose();

    private static List<(string Name, byte[] Bytes)> Small(string folder, string pattern) =>
        [.. Directory.GetFiles(Fixtures.Find(folder), pattern).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))).Where(file => file.Item2.Length is > 0 and < 100_000)];

    private static (string Name, byte[] Pickle, (string Key, byte[] Bytes)[] Storages) Unpack((string Name, byte[] Bytes) file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Bytes));
        var parts = zip.Entries.ToDictionary(entry => entry.FullName[(entry.FullName.IndexOf('/') + 1)..], Read);
        return (file.Name, parts["data.pkl"], [.. parts.Where(part => part.Key.StartsWith("data/")).Select(part => (part.Key[5..], part.Value))]);

        static byte[] Read(ZipArchiveEntry entry)
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }

    private void Run(List<(string Name, byte[] Bytes)> originals, string[] tokens, Func<string, ITensorSource> open)
    {
        var (read, refused) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var (name, original) = originals[random.Next(originals.Count)];
            File.WriteAllBytes(_folder.File(name), new Damage(random, tokens).Apply(original, HeadBytes));

            var (watch, allocated) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            var problem = Record.Exception(() => ReadAll(open, _folder.File(name)));
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;

            Assert.True(problem is null or InvalidDataException or FileNotFoundException, $"round {round}, {name}: {problem}");
            Assert.True(allocated < MostMemory, $"round {round}, {name}: {allocated} bytes were allocated");
            Assert.True(watch.Elapsed < Longest, $"round {round}, {name}: {watch.Elapsed}");
            if (problem is null)
            {
                read++;
                continue;
            }

            refused++;
            Assert.True(problem.Message.Length < LongestMessage && !problem.Message.Contains('\n'), $"round {round}, {name}: {problem.Message}");
        }

        Assert.True(read > 0 && refused > read / 10, $"{read} were read, {refused} refused: the damage is too great, or too small");
    }

    private static void ReadAll(Func<string, ITensorSource> open, string path)
    {
        using var source = open(path);
        foreach (var tensor in source.Tensors)
        {
            if (tensor.Elements <= 1 << 16)
                tensor.ToFloats();
            else
                Bits.Copy(tensor, ElementType.Float32, 0, 1 << 12);
        }
    }
}
