using System.Text.Json.Nodes;
using Llm.Gen.Tests;

namespace Llm.Gen.Cli.Tests.Commands;

/// <summary>Models that cannot be loaded: exit code 2, one clear line, nothing written.</summary>
public class BadModelTests
{
    [Theory]
    [MemberData(nameof(Cases.SupportedData), MemberType = typeof(Cases))]
    public void A_missing_tensor_is_named(string folder)
    {
        using var copy = new TemporaryFolder();
        var name = Checkpoints.RemoveLastTensor(Checkpoints.WeightFiles(copy.Fill(folder).Path)[0]);

        Refuse("verify", copy, name);
    }

    [Fact]
    public void An_unexpected_tensor_is_named()
    {
        using var copy = SingleFile();
        Checkpoints.EditHeader(copy.File("model.safetensors"), header => Rename(header, "model.norm.weight", "model.odd.weight"));

        Refuse("verify", copy, "model.odd.weight", "model.norm.weight");
    }

    [Fact]
    public void A_tensor_of_another_shape_is_named_with_both_shapes()
    {
        using var copy = SingleFile();
        var (found, expected) = ("", "");
        Checkpoints.EditHeader(copy.File("model.safetensors"), header =>
        {
            var shape = header["model.embed_tokens.weight"]!["shape"]!.AsArray();
            var (rows, columns) = ((long)shape[0]!, (long)shape[1]!);
            header["model.embed_tokens.weight"]!["shape"] = new JsonArray(columns, rows);
            (found, expected) = ($"[{columns}, {rows}]", $"[{rows}, {columns}]");
        });

        Refuse("verify", copy, "model.embed_tokens.weight", found, expected);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        var folder = Cases.Supported.First(folder => File.Exists(Path.Combine(folder, "model.safetensors.index.json")));
        using var copy = new TemporaryFolder();
        var shard = Checkpoints.WeightFiles(copy.Fill(folder).Path)[^1];
        File.Delete(shard);

        Refuse("verify", copy, Path.GetFileName(shard));
        Refuse("inspect", copy, Path.GetFileName(shard));
    }

    [Fact]
    public void Damaged_weights_are_refused()
    {
        foreach (var damage in (Action<string>[])[Truncate, Prolong, Mistype, Overlap])
        {
            using var copy = SingleFile();
            damage(copy.File("model.safetensors"));
            Refuse("verify", copy, "model.safetensors");
        }
    }

    [Theory]
    [InlineData("not json", "JSON")]
    [InlineData("[1]", "object")]
    [InlineData("", "JSON")]
    public void A_configuration_that_is_no_json_object_is_refused(string text, string part)
    {
        using var copy = SingleFile();
        File.WriteAllText(copy.File("config.json"), text);

        Refuse("verify", copy, "config.json", part);
        Refuse("inspect", copy, "config.json", part);
    }

    [Theory]
    [InlineData("hidden_size")]
    [InlineData("num_hidden_layers")]
    [InlineData("vocab_size")]
    [InlineData("intermediate_size")]
    [InlineData("num_attention_heads")]
    [InlineData("model_type")]
    public void A_configuration_that_lacks_a_field_names_it(string key)
    {
        using var copy = SingleFile();
        EditConfig(copy, config => config.Remove(key));

        Refuse("inspect", copy, "config.json", key);
    }

    [Fact]
    public void An_unsupported_family_is_named_with_the_nearest_supported_one()
    {
        using var copy = SingleFile();
        EditConfig(copy, config => config["model_type"] = "lama");

        Refuse("inspect", copy, "lama", "llama");
        Assert.All(Cases.Unsupported, folder => Llm.Run("inspect", folder).AssertRefused("config.json"));
    }

    [Fact]
    public void A_name_from_a_file_neither_commands_the_terminal_nor_drowns_the_line()
    {
        using var copy = SingleFile();
        Checkpoints.EditHeader(copy.File("model.safetensors"), header => Rename(header, "model.norm.weight", "model.\u001b[31m" + new string('x', 100_000)));

        var run = Llm.Run("verify", copy.Path);

        run.AssertRefused("model.norm.weight");
        Assert.DoesNotContain('\u001b', run.Error);
        Assert.InRange(run.Error.Length, 1, 10_000);
        Llm.Run("\u001b[31m").AssertRefused("\\u001b[31m");
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        foreach (var verb in (string[])["inspect", "verify"])
        {
            Llm.Run(verb, folder.File("nowhere")).AssertRefused(folder.File("nowhere"));
            Llm.Run(verb, folder.File("nowhere.gguf")).AssertRefused(folder.File("nowhere.gguf"));
            Llm.Run(verb, folder.Path).AssertRefused(folder.Path, "config.json");
        }

        Llm.Run("plot", folder.Path).AssertRefused(folder.Path);
        Llm.Run("tokenizer", "encode", folder.Path).AssertRefused(folder.Path);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Malformed_gguf_files_are_refused()
    {
        Assert.All(
            Directory.GetFiles(Fixtures.Find("formats/gguf/malformed"), "bad_*.gguf"),
            path => Llm.Run("inspect", path).AssertRefused(path));
    }

    private static TemporaryFolder SingleFile() =>
        new TemporaryFolder().Fill(Cases.Plain.First(folder => File.Exists(Path.Combine(folder, "model.safetensors"))));

    private static void Refuse(string verb, TemporaryFolder model, params string[] parts)
    {
        var before = Directory.GetFiles(model.Path);

        Llm.Run(verb, model.Path).AssertRefused(parts);

        Assert.Equal(before, Directory.GetFiles(model.Path));
    }

    private static void Truncate(string path)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(file.Length - 1);
    }

    private static void Prolong(string path) => File.AppendAllText(path, "x");

    private static void Mistype(string path) =>
        Checkpoints.EditHeader(path, header => header["model.norm.weight"]!["dtype"] = "F64");

    private static void Overlap(string path) =>
        Checkpoints.EditHeader(path, header => header["model.norm.weight"]!["data_offsets"] = header["model.layers.0.input_layernorm.weight"]!["data_offsets"]!.DeepClone());

    private static void Rename(JsonObject header, string from, string to)
    {
        var entry = header[from]!.DeepClone();
        header.Remove(from);
        header[to] = entry;
    }

    private static void EditConfig(TemporaryFolder folder, Action<JsonObject> edit)
    {
        var config = JsonNode.Parse(File.ReadAllText(folder.File("config.json")))!.AsObject();
        edit(config);
        File.WriteAllText(folder.File("config.json"), config.ToJsonString());
    }
}
