using Llm.Gen.Runtime.Formats;
using Llm.Gen.Tests;

namespace Llm.Gen.Runtime.Tests.Formats;

public class AtomicFileTests
{
    [Fact]
    public void Text_is_written_as_utf8_and_replaces_the_older_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "a longer older text");

        AtomicFile.WriteText(folder.File("a"), "né\n");

        Assert.Equal("né\n"u8.ToArray(), File.ReadAllBytes(folder.File("a")));
    }

    [Fact]
    public void A_missing_folder_is_made()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.WriteBytes(folder.File("deep/er/a"), [1, 2]);

        Assert.Equal([1, 2], File.ReadAllBytes(folder.File("deep/er/a")));
    }

    [Fact]
    public void An_exception_leaves_the_older_file_and_no_temporary_one()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "older");

        Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.WriteByte(1);
            throw new IOException("disk full");
        }));

        Assert.Equal("older", File.ReadAllText(folder.File("a")));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Temporary_files_of_a_killed_process_go_with_the_next_file()
    {
        using var folder = new TemporaryFolder();
        string[] files = [".a.k3m1x0pz.q1w.llm-gen.tmp", ".b.k3m1x0pz.q1w.llm-gen.tmp", ".a.k3m1x0pz.q1w.tmp", "a.llm-gen.tmp"];
        foreach (var file in files)
        {
            File.WriteAllText(folder.File(file), "half");
            File.SetLastWriteTimeUtc(folder.File(file), DateTime.UtcNow.AddHours(-1));
        }

        File.SetLastWriteTimeUtc(folder.File(files[1]), DateTime.UtcNow);      // perhaps someone else's, about to be renamed

        AtomicFile.WriteText(folder.File("c"), "");

        Assert.Equal([files[2], files[1], files[3], "c"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_is_still_written_is_left_however_old()
    {
        using var folder = new TemporaryFolder();

        AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.WriteByte(1);
            stream.Flush();
            File.SetLastWriteTimeUtc(Directory.GetFiles(folder.Path).Single(), DateTime.UtcNow.AddHours(-1));
            AtomicFile.WriteText(folder.File("b"), "");
        });

        Assert.Equal(["a", "b"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void More_than_the_disk_holds_is_refused_before_anything_is_written()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<IOException>(() => SafetensorsWriter.Write(
            folder.File("a"), [new TensorToWrite("huge", ElementType.Float64, [1L << 50], _ => Assert.Fail("nothing is to be written"))]));

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
