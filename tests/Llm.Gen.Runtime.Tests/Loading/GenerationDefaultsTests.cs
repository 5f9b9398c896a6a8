using System.Text.Json.Nodes;
using Llm.Gen.Runtime.Tests.Support;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Loading;

public sealed class GenerationDefaultsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File(GenerationDefaults.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_set_on_a_model_is_saved_and_loaded()
    {
        using var model = Llama.Create();
        model.GenerationDefaults = new() { StopTokens = [3], PaddingToken = 0 };

        model.Save(_folder.Path);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "eos_token_id": 3, "pad_token_id": 0 }"""), JsonNode.Parse(File.ReadAllText(FilePath))));
        using var loaded = Llama.Load(_folder.Path);
        Assert.Equal([3], loaded.GenerationDefaults.StopTokens);
        Assert.Equal(0, loaded.GenerationDefaults.PaddingToken);
    }

    [Fact]
    public void A_change_leaves_the_other_fields_of_the_file()
    {
        using (var model = Llama.Create())
            model.Save(_folder.Path);
        File.WriteAllText(FilePath, """{ "eos_token_id": [2, 5], "bos_token_id": 1, "custom": 7 }""");
        using var loaded = Llama.Load(_folder.Path);

        loaded.GenerationDefaults = loaded.GenerationDefaults with { StopTokens = [2, 6], BeginToken = null };
        loaded.Save(_folder.Path);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{ "eos_token_id": [2, 6], "bos_token_id": null, "custom": 7 }"""), JsonNode.Parse(File.ReadAllText(FilePath))));
    }

    [Theory]
    [InlineData("""{ "eos_token_id": [1e30] }""", "eos_token_id is [1e30], a token id or a list of them was expected")]
    [InlineData("""{ "bos_token_id": "<s>" }""", "bos_token_id is \"<s>\", a token id or a list of them was expected")]
    [InlineData("[]", "a JSON object was expected")]
    public void A_file_that_makes_no_sense_is_refused(string text, string problem)
    {
        using (var model = Llama.Create())
            model.Save(_folder.Path);
        File.WriteAllText(FilePath, text);

        var failure = Assert.Throws<InvalidDataException>(() => Llama.Load(_folder.Path));

        Assert.StartsWith(FilePath, failure.Message);
        Assert.Contains(problem, failure.Message);
    }

    [Fact]
    public void A_model_with_nothing_to_say_saves_no_file()
    {
        using var model = Llama.Create();

        model.Save(_folder.Path);

        Assert.False(File.Exists(FilePath));
    }
}
