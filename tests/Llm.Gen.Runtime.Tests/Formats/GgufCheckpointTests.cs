using System.Text;
using System.Text.Json;
using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class GgufCheckpointTests
{
    private static readonly string Folder = Fixtures.Find("formats/gguf");

    [Fact]
    public void Query_and_key_rows_come_back_to_halves_and_all_else_stays()
    {
        foreach (var path in ReadableModels())
        {
            using var file = GgufFile.Open(path);
            using var model = GgufCheckpoint.Open(path);
            var headSize = Config(model).GetProperty("head_dim").GetInt32();
            foreach (var tensor in file.Tensors)
            {
                Assert.True(model.TryFind(GgufNames.ToHuggingFace(tensor.Name)!, out var found));
                var expected = tensor.Name.Contains("attn_q") || tensor.Name.Contains("attn_k")
                    ? ToHalves(tensor.ToFloats(), headSize, (int)tensor.Shape[1])
                    : tensor.ToFloats();
                Assert.Equal(expected, found.ToFloats());
            }
        }
    }

    [Fact]
    public void The_configuration_is_the_one_a_folder_would_have()
    {
        using var model = GgufCheckpoint.Open(Path.Combine(Folder, "llama-q8_0-tied.gguf"));

        var config = Config(model);

        Assert.Equal("llama", config.GetProperty("model_type").GetString());
        Assert.Equal(48, config.GetProperty("vocab_size").GetInt32());
        Assert.Equal(32, config.GetProperty("hidden_size").GetInt32());
        Assert.Equal(64, config.GetProperty("intermediate_size").GetInt32());
        Assert.Equal(4, config.GetProperty("num_attention_heads").GetInt32());
        Assert.Equal(2, config.GetProperty("num_key_value_heads").GetInt32());
        Assert.Equal(1e-5, config.GetProperty("rms_norm_eps").GetDouble());
        Assert.Equal(10_000, config.GetProperty("rope_theta").GetDouble());
        Assert.True(config.GetProperty("tie_word_embeddings").GetBoolean());
    }

    [Fact]
    public void A_format_that_cannot_be_read_is_refused_before_any_weight_is()
    {
        var problem = Assert.Throws<InvalidDataException>(() => GgufCheckpoint.Open(Path.Combine(Folder, "llama-mxfp4.gguf")));

        Assert.Contains("MXFP4", problem.Message);
    }

    [Theory]
    [InlineData("metadata.gguf")]
    [InlineData("malformed/no_architecture.gguf")]
    public void A_file_that_is_no_whole_model_says_what_it_lacks(string name)
    {
        Assert.Throws<InvalidDataException>(() => Checkpoint.Open(Path.Combine(Folder, name)));
        Assert.Throws<InvalidDataException>(() => Checkpoint.ReadConfig(Path.Combine(Folder, name)));
    }

    [Fact]
    public void A_float_of_the_metadata_that_is_no_number_is_refused()
    {
        const string key = "llama.attention.layer_norm_rms_epsilon";
        using var folder = new TemporaryFolder();
        var bytes = File.ReadAllBytes(ReadableModels().First());
        var value = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key)) + key.Length + sizeof(uint);       // behind key and type
        BitConverter.TryWriteBytes(bytes.AsSpan(value), float.NaN);
        File.WriteAllBytes(folder.File("a.gguf"), bytes);

        var problem = Assert.Throws<InvalidDataException>(() => GgufCheckpoint.Open(folder.File("a.gguf")));

        Assert.Equal($"{folder.File("a.gguf")}: {key} is Float32 NaN; a finite 32-bit float was expected.", problem.Message);
    }

    [DataFact("weights/smollm2-135m-instruct/config.json")]
    public void A_real_model_has_the_configuration_of_its_folder()
    {
        var folder = SharedData.Find("weights/smollm2-135m-instruct");
        using var expected = JsonDocument.Parse(Checkpoint.ReadConfig(folder));

        using var found = JsonDocument.Parse(Checkpoint.ReadConfig(Directory.GetFiles(folder, "*.gguf").Single()));

        Assert.All(found.RootElement.EnumerateObject(), entry =>
        {
            if (entry.Value.ValueKind == JsonValueKind.Number)
                Assert.Equal(expected.RootElement.GetProperty(entry.Name).GetDouble(), entry.Value.GetDouble());
            else
                Assert.Equal(expected.RootElement.GetProperty(entry.Name).ToString(), entry.Value.ToString());
        });
    }

    private static IEnumerable<string> ReadableModels() =>
        Directory.GetFiles(Folder, "llama-*.gguf").Where(path =>
        {
            using var file = GgufFile.Open(path);
            return file.Tensors.All(tensor => tensor is PlainTensor || tensor.Format is "Q4_1" or "Q8_0");
        });

    private static JsonElement Config(GgufCheckpoint model)
    {
        using var document = JsonDocument.Parse(model.ConfigJson);
        return document.RootElement.Clone();
    }

    // Per head: rows seen as [E/2, 2] are swapped to [2, E/2].
    private static float[] ToHalves(float[] matrix, int headSize, int columns)
    {
        var result = new List<float>(matrix.Length);
        for (var head = 0; head < matrix.Length / columns; head += headSize)
        {
            for (var half = 0; half < 2; half++)
            {
                for (var i = 0; i < headSize / 2; i++)
                    result.AddRange(matrix.AsSpan((head + 2 * i + half) * columns, columns));
            }
        }

        return [.. result];
    }
}
