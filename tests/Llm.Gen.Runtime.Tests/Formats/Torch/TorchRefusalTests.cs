using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats.Torch;

/// <summary>Files that are damaged, or made to harm: each is refused in one line that says what is wrong.</summary>
public sealed class TorchRefusalTests : IDisposable
{
    private static readonly string Hostile = Fixtures.Find("formats/torch/hostile");

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Cases() => [.. FormatCase.Read(Hostile).Select(row => Path.GetFileName(row.Path))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_hostile_file_is_refused_or_read_right(string name)
    {
        var row = FormatCase.Read(Hostile).Single(row => Path.GetFileName(row.Path) == name);
        TorchFile? file = null;

        var problem = Record.Exception(() => file = TorchFile.Open(row.Path));

        if (problem is null && !row.MustReject)
        {
            using var expected = SafetensorsFile.Open(Path.Combine(Hostile, "expected.safetensors"));
            SafetensorsWriterTests.AssertSameTensors(expected, file!);
            file!.Dispose();
            return;
        }

        Assert.IsType<InvalidDataException>(problem);
        Assert.StartsWith(row.Path + ": ", problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("posix", "system")]
    [InlineData("__builtin__", "eval")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch._utils", "_rebuild_tensor_v3")]
    [InlineData("torch", "ComplexFloatStorage")]
    [InlineData("collections", "defaultdict")]
    [InlineData("numpy.core.multiarray", "scalar")]
    [InlineData("torch._utils._rebuild_tensor_v2", "__globals__")]
    public void Every_other_global_is_refused_by_name_even_where_it_is_never_called(string module, string name)
    {
        var mentioned = Refuse(new Pickle().Global(module, name).Raw("."));
        var onTheStack = Refuse(new Pickle().Text(module).Text(name).Raw("\u0093."));

        Assert.Equal(
            $"{_folder.File("a")}: the pickle asks for {module}.{name}; only tensors and plain values are read, and nothing is called. "
            + "Save the weights alone, best as safetensors; where they were not yours, do not trust the file.",
            mentioned);
        Assert.Equal(mentioned, onTheStack);
    }

    [Fact]
    public void A_name_that_would_disguise_the_message_is_shown_escaped()
    {
        var message = Refuse(new Pickle().Text("posix\nall is well").Text("\u202emetsys").Raw("\u0093."));

        Assert.Contains(@"asks for posix\u000aall is well.\u202emetsys;", message);
    }

    [Theory]
    [InlineData("", "the pickle ends too early")]
    [InlineData(".", "takes more values than it made")]
    [InlineData("(", "the pickle ends too early")]
    [InlineData("(.", "takes more values than it made")]
    [InlineData("N(.", "takes more values than it made")]
    [InlineData("NN.", "leaves 1 values and 0 marks behind")]
    [InlineData("t.", "goes back to a mark, and there is none")]
    [InlineData("(\u0085.", "takes more values than it made")]
    [InlineData("Na.", "takes more values than it made")]
    [InlineData("NNa.", "appends to something that is no list")]
    [InlineData("NNNs.", "sets items of something that is no dictionary, or half an item")]
    [InlineData("}(Nu.", "sets items of something that is no dictionary, or half an item")]
    [InlineData("}NNs.", "a key that is neither a text nor an integer")]
    [InlineData("}}Ns.", "a key that is neither a text nor an integer")]
    [InlineData("h\u0000.", "uses value 0 of its memo, which it never wrote")]
    [InlineData("Nq\u0001h\u0000.", "uses value 0 of its memo, which it never wrote")]
    [InlineData("Nr\u00ff\u00ff\u00ff\u00ff.", "value 4294967295 of the pickle's memo is written before value 0")]
    [InlineData("X\u00ff\u00ff\u00ff\u00ffabc.", "a text of 4294967295 bytes is claimed, 4 are left")]
    [InlineData("U\u0002\u00c3\u0028.", "a text is not UTF-8")]
    [InlineData("N)R.", "without a global and its arguments")]
    [InlineData("ctorch\nFloatStorage\n)R.", "rebuilds a torch.FloatStorage, which has no arguments")]
    [InlineData("ccollections\nOrderedDict\nN\u0085R.", "a dictionary is made of something else than pairs")]
    [InlineData("ccollections\nOrderedDict\n](Ne\u0085R.", "a dictionary is made of something else than pairs")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R.", "not described by storage, offset, sizes and strides alone")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n)R.", "a parameter is not described by a tensor alone")]
    [InlineData("NQ.", "a storage is not described by type, key, device and count")]
    [InlineData("N}b.", "gives attributes to something that is no dictionary")]
    [InlineData("\u0080\u0006N.", "pickle protocol 6")]
    [InlineData("cposix", "the name of a global does not end")]
    [InlineData("NN\u0093.", "the name of a global is no text")]
    [InlineData("(i", "pickle instruction 0x69 is none that tensors and plain values need")]
    [InlineData("\u0081.", "pickle instruction 0x81 is none that tensors and plain values need")]
    public void A_damaged_pickle_is_refused(string instructions, string what) =>
        Assert.Contains(what, Refuse(new Pickle().Raw(instructions)));

    [Theory]
    [InlineData(6, new long[] { 2, 3 }, new long[] { 3, 1 }, 1, "needs number 7 of a storage of 6")]
    [InlineData(6, new long[] { 2, 3 }, new long[] { 3 }, 0, "2 sizes and 1 strides cannot be")]
    [InlineData(6, new long[] { 2, -3 }, new long[] { 3, 1 }, 0, "a size or stride of a tensor is no integer from 0")]
    [InlineData(6, new long[] { 2, 3 }, new long[] { -3, 1 }, 0, "a size or stride of a tensor is no integer from 0")]
    [InlineData(6, new long[] { 2, 3 }, new long[] { 3, 1 }, -1, "a tensor of offset -1")]
    [InlineData(6, new long[] { 2, 3 }, new long[] { 3, 1 }, long.MaxValue, "is larger than any file")]
    [InlineData(6, new long[] { long.MaxValue, long.MaxValue }, new long[] { 1, 1 }, 0, "is larger than any file")]
    [InlineData(6, new long[] { long.MaxValue, 3 }, new long[] { 0, 0 }, 0, "is larger than any file")]
    [InlineData(6, new long[] { 1L << 40 }, new long[] { 0 }, 0, "repeats the 6 numbers of its storage more often than is allowed")]
    [InlineData(5, new long[] { 2, 3 }, new long[] { 3, 1 }, 0, "has 24 bytes, 5 numbers of F32 need 20")]
    [InlineData(-1, new long[] { 0 }, new long[] { 1 }, 0, "is said to hold -1 numbers")]
    [InlineData(long.MaxValue / 2, new long[] { 0 }, new long[] { 1 }, 0, "numbers, which no file does")]
    public void A_tensor_that_leaves_its_storage_is_refused(long elements, long[] shape, long[] strides, long offset, string what)
    {
        var message = Refuse(new Pickle().Raw("}").Text("w").Tensor("FloatStorage", "0", elements, shape, strides, offset).Raw("s."));

        Assert.Contains(what, message);
    }

    [Fact]
    public void More_dimensions_than_torch_has_are_refused()
    {
        var sizes = Enumerable.Repeat(1L, 65).ToArray();

        Assert.Contains("65 sizes", Refuse(new Pickle().Tensor("FloatStorage", "0", 6, sizes, sizes).Raw(".")));
    }

    [Fact]
    public void Values_nested_too_deep_are_refused() =>
        Assert.Contains("nested more than", Refuse(new Pickle().Raw(new string(']', 100_000) + new string('a', 99_999) + ".")));

    [Fact]
    public void A_list_that_holds_itself_is_refused() =>
        Assert.Contains("nested more than", Refuse(new Pickle().Raw("]q\u0000h\u0000a.")));

    [Fact]
    public void Lists_that_repeat_each_other_beyond_measure_are_refused_at_once()
    {
        var pickle = new Pickle().Raw("]\u0094");
        for (var i = 0; i < 50; i++)
            pickle.Raw("](" + string.Concat(Enumerable.Repeat($"h{(char)i}", 100)) + "e\u0094");
        for (var i = 0; i < 50; i++)
            pickle.Raw("\u0086");       // the stack holds all of them: one tuple in another

        Assert.Contains("uses the same values over and over", Refuse(pickle.Raw(".")));
    }

    [Fact]
    public void A_pickle_of_more_instructions_than_any_checkpoint_has_is_refused_without_much_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();

        var message = Refuse(new Pickle().Raw(new string('}', 5_000_000)));

        Assert.Contains("more than 4194304 pickle instructions", message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    [Fact]
    public void Keys_whose_hashes_would_collide_take_no_longer_than_others()
    {
        var pickle = new Pickle().Raw("}(");
        for (var i = 0L; i < 100_000; i++)
            pickle.Integer(i << 32 | i).Raw("N");
        var watch = System.Diagnostics.Stopwatch.StartNew();

        using var file = TorchFile.Open(Write(pickle.Raw("u.")));

        Assert.Equal(100_000, ((PickledMap)file.Content!).Count);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_legacy_file_that_contradicts_itself_is_refused()
    {
        var pickle = new Pickle().Tensor("FloatStorage", "k", 2, [2], [1]).Raw(".").Bytes;
        var twice = new Pickle().Tensor("FloatStorage", "k", 2, [2], [1]).Tensor("LongStorage", "k", 2, [2], [1]).Raw("\u0086.").Bytes;
        var data = new byte[8];

        Assert.Contains("storage k is missing", RefuseBytes(TorchWriting.Legacy(pickle)));
        Assert.Contains("a storage that no tensor has, or one twice: k", RefuseBytes(TorchWriting.Legacy(pickle, ("k", 2, data), ("k", 2, data))));
        Assert.Contains("a storage that no tensor has, or one twice: j", RefuseBytes(TorchWriting.Legacy(pickle, ("j", 2, data))));
        Assert.Contains("storage k has 3 numbers, its tensors say 2", RefuseBytes(TorchWriting.Legacy(pickle, ("k", 3, data))));
        Assert.Contains("8 bytes are claimed, 7 are left", RefuseBytes(TorchWriting.Legacy(pickle, ("k", 2, data))[..^1]));
        Assert.Contains("1 bytes follow its last storage", RefuseBytes([.. TorchWriting.Legacy(pickle, ("k", 2, data)), 0]));
        Assert.Contains("storage k is described in two ways", RefuseBytes(TorchWriting.Legacy(twice, ("k", 2, data))));
    }

    [Fact]
    public void A_file_that_is_something_else_is_refused()
    {
        Assert.Contains("begin neither like a zip archive nor like a pickle", RefuseBytes("version https://git-lfs.github.com/spec/v1"u8.ToArray()));
        Assert.Contains("a pickle that is not torch's magic number", RefuseBytes([0x80, 2, (byte)'N', (byte)'.']));
        Assert.Throws<FileNotFoundException>(() => TorchFile.Open(_folder.File("nowhere")));
    }

    public void Dispose() => _folder.Dispose();

    private string Refuse(Pickle pickle)
    {
        var problem = Assert.Throws<InvalidDataException>(() => TorchFile.Open(Write(pickle)));
        Assert.StartsWith(_folder.File("a") + ": ", problem.Message);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.InRange(problem.Message.Length, 1, 1_000);
        return problem.Message;
    }

    private string RefuseBytes(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("a"), bytes);
        return Assert.Throws<InvalidDataException>(() => TorchFile.Open(_folder.File("a"))).Message;
    }

    // Any tensor of the pickle is a view of storage 0, six float32.
    private string Write(Pickle pickle)
    {
        TorchWriting.Zip(_folder.File("a"), pickle.Bytes, [("0", new byte[24])]);
        return _folder.File("a");
    }
}
