using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class CheckpointFolderTests
{
    private const string TorchIndexName = "pytorch_model.bin.index.json";

    private static readonly string Sharded = Fixtures.Find("formats/safetensors/sharded");
    private static readonly string TorchSharded = Fixtures.Find("formats/torch/sharded");

    [Fact]
    public void Shards_are_seen_as_one()
    {
        using var expected = SafetensorsFile.Open(Path.Combine(Sharded, "expected_all.safetensors"));

        using var found = CheckpointFolder.Open(Sharded);

        SafetensorsWriterTests.AssertSameTensors(expected, found);
    }

    [Fact]
    public void Shards_of_torch_are_seen_as_one_where_there_are_no_others()
    {
        using var folder = new TemporaryFolder();
        folder.Fill(TorchSharded);
        File.WriteAllText(folder.File(Checkpoint.ConfigName), "{}");
        using var expected = SafetensorsFile.Open(folder.File("expected.safetensors"));

        using (var found = Checkpoint.Open(folder.Path))
            SafetensorsWriterTests.AssertSameTensors(expected, found);

        // Written as safetensors, which are taken from then on.
        using (var found = CheckpointFolder.Open(folder.Path))
            CheckpointWriter.Write(folder.Path, [TensorToWrite.Copy(found.Tensors[0], ElementType.Float32)]);
        using var preferred = CheckpointFolder.Open(folder.Path);
        Assert.Equal(ElementType.Float32, preferred.Tensors.Single().Type);
    }

    [Fact]
    public void A_single_file_of_torch_is_taken_before_its_shards()
    {
        using var folder = new TemporaryFolder();
        folder.Fill(TorchSharded);
        File.Copy(Directory.GetFiles(TorchSharded, "pytorch_model-*.bin").Max()!, folder.File(CheckpointFolder.TorchSingleName));

        using var found = CheckpointFolder.Open(folder.Path);

        Assert.True(CheckpointFolder.HasWeights(folder.Path));
        Assert.Single(found.Tensors);
    }

    [Fact]
    public void Broken_indexes_are_refused()
    {
        Assert.All(Directory.GetFiles(Sharded, "index_*.index.json"), path =>
        {
            using var folder = new TemporaryFolder();
            folder.Fill(Sharded);
            File.Copy(path, folder.File(CheckpointFolder.IndexName), overwrite: true);

            var problem = Record.Exception(() => CheckpointFolder.Open(folder.Path));

            Assert.True(problem is InvalidDataException or FileNotFoundException, problem?.ToString());
            Assert.DoesNotContain('\n', problem!.Message);
        });
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        using var folder = new TemporaryFolder();
        var shard = Path.GetFileName(Directory.GetFiles(folder.Fill(Sharded).Path, "model-*.safetensors").Max()!);
        File.Delete(folder.File(shard));

        var problem = Assert.Throws<FileNotFoundException>(() => CheckpointFolder.Open(folder.Path));

        Assert.Contains(shard, problem.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"weight_map": {"a": 1}}""")]
    [InlineData("""{"weight_map": {"a": "model.pt"}}""")]
    [InlineData("""{"weight_map": {"a": "/etc/a.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "x.safetensors", "a": "x.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a\n": {"b":\n 1}}}""")]
    [InlineData("""{"weight_map": {"\ud800": "x.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "\ud800.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "../x.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "..\\x.safetensors"}}""")]
    [InlineData("""{"weight_map": {"a": "C:x.safetensors"}}""")]
    public void An_index_that_makes_no_sense_is_refused(string index)
    {
        foreach (var name in new[] { CheckpointFolder.IndexName, TorchIndexName })
        {
            using var folder = new TemporaryFolder();
            File.WriteAllText(folder.File(name), index);

            var problem = Assert.Throws<InvalidDataException>(() => CheckpointFolder.Open(folder.Path));

            Assert.StartsWith(folder.File(name), problem.Message);
            Assert.DoesNotContain('\n', problem.Message);
        }
    }

    [Fact]
    public void An_index_with_bytes_that_are_no_text_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(CheckpointFolder.IndexName), [.. "{\"weight_map\": {\""u8, 0xff, .. "\": \"x.safetensors\"}}"u8]);

        Assert.Throws<InvalidDataException>(() => CheckpointFolder.Open(folder.Path));
    }

    [Fact]
    public void A_tensor_in_two_shards_is_refused()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "a.safetensors", "b.safetensors" })
            SafetensorsWriter.Write(folder.File(name), [SafetensorsWriterTests.Bytes("w", ElementType.UInt8, 1), SafetensorsWriterTests.Bytes(name, ElementType.UInt8, 1)]);
        File.WriteAllText(folder.File(CheckpointFolder.IndexName), """{"weight_map": {"w": "a.safetensors", "b.safetensors": "b.safetensors"}}""");

        Assert.Contains("tensor w occurs twice", Assert.Throws<InvalidDataException>(() => CheckpointFolder.Open(folder.Path)).Message);
    }

    [Fact]
    public void A_folder_without_weights_says_what_it_lacks()
    {
        using var folder = new TemporaryFolder();

        Assert.Contains("model.safetensors or pytorch_model.bin", Assert.Throws<FileNotFoundException>(() => CheckpointFolder.Open(folder.Path)).Message);
        Assert.False(CheckpointFolder.HasWeights(folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => CheckpointFolder.Open(folder.File("nowhere")));
    }

    [Fact]
    public void A_checkpoint_is_written_in_shards_when_it_is_too_large_for_one_file()
    {
        using var folder = new TemporaryFolder();
        using var original = CheckpointFolder.Open(Sharded);
        var tensors = original.Tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type)).ToArray();
        var largest = tensors.Max(tensor => tensor.Bytes);

        CheckpointWriter.Write(folder.Path, tensors, largest);
        AssertHolds(folder, original);
        Assert.True(Directory.GetFiles(folder.Path, "*.safetensors").Length > 1);

        CheckpointWriter.Write(folder.Path, tensors, largest);      // again over its own shards
        AssertHolds(folder, original);

        CheckpointWriter.Write(folder.Path, tensors);
        AssertHolds(folder, original);
        Assert.Equal([folder.File(CheckpointFolder.SingleName)], Directory.GetFiles(folder.Path));

        CheckpointWriter.Write(folder.Path, tensors, largest);
        AssertHolds(folder, original);
        Assert.False(File.Exists(folder.File(CheckpointFolder.SingleName)));
    }

    [Fact]
    public void A_failure_while_writing_shards_leaves_the_older_checkpoint()
    {
        using var folder = new TemporaryFolder();
        using var original = CheckpointFolder.Open(folder.Fill(Sharded).Path);
        var files = Directory.GetFiles(folder.Path).Order().ToArray();
        var tensors = original.Tensors.Select(tensor => TensorToWrite.Copy(tensor, tensor.Type))
            .Append(new TensorToWrite("failing", ElementType.UInt8, [1], _ => throw new IOException("disk full")))
            .ToArray();

        Assert.Throws<IOException>(() => CheckpointWriter.Write(folder.Path, tensors, 1));

        Assert.Equal(files, Directory.GetFiles(folder.Path).Order());
        AssertHolds(folder, original);
    }

    private static void AssertHolds(TemporaryFolder folder, ITensorSource expected)
    {
        using var found = CheckpointFolder.Open(folder.Path);
        SafetensorsWriterTests.AssertSameTensors(expected, found);
    }
}
