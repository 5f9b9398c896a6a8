using Llm.Gen.Tests;

namespace Llm.Gen.Data.Tests;

public sealed class TokenBatchesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TokenFile _file;

    public TokenBatchesTests()
    {
        using var writer = new TokenFileWriter(_folder.File("a.tokens"), 100_000);
        writer.Write(Enumerable.Range(0, 1_003));           // an id is its own position
        writer.Complete();
        _file = TokenFile.Open(writer.Path);
    }

    public void Dispose()
    {
        _file.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(1_000)]
    [InlineData(65_537)]
    public void A_permutation_visits_everything_once(int count)
    {
        var permutation = new WindowPermutation(count, 42, 3);

        var visited = Enumerable.Range(0, count).Select(i => permutation[i]).ToArray();

        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), visited.Order());
        if (count >= 64)
            Assert.NotEqual(visited, visited.Order());
    }

    [Fact]
    public void A_permutation_of_a_domain_too_large_to_store_works()
    {
        const long Count = 1L << 50;

        var permutation = new WindowPermutation(Count, 1, 0);

        Assert.InRange(permutation[Count - 1], 0, Count - 1);
        Assert.NotEqual(permutation[0], permutation[1]);
    }

    [Fact]
    public void An_epoch_visits_every_window_once_and_labels_are_the_next_tokens()
    {
        var batches = new TokenBatches(_file.All, 10, seed: 7);
        var (inputs, labels) = (new long[batches.RowsPerEpoch * 10], new long[batches.RowsPerEpoch * 10]);

        batches.Next(inputs, labels);

        Assert.Equal(inputs.Length, inputs.Distinct().Count());
        Assert.Equal(inputs.Select(i => i + 1), labels);
        Assert.Equal(batches.RowsPerEpoch, batches.Position);
    }

    [Fact]
    public void Epochs_differ_in_order_and_in_their_cuts()
    {
        var batches = new TokenBatches(_file.All, 10, seed: 7);
        var epochs = Enumerable.Range(0, 2).Select(_ => Rows(batches, (int)batches.RowsPerEpoch)).ToArray();

        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[0].Min() % 10, epochs[1].Min() % 10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(98)]
    [InlineData(99)]
    [InlineData(1_234)]
    public void The_order_resumes_from_its_position(int position)
    {
        var whole = new TokenBatches(_file.All, 10, seed: 7);
        Rows(whole, position + 1);
        whole.Position = position;
        var resumed = new TokenBatches(_file.All, 10, seed: 7) { Position = position };

        Assert.Equal(Rows(whole, 150), Rows(resumed, 150));
    }

    [Fact]
    public void Batch_size_does_not_change_the_order()
    {
        var (one, many) = (new TokenBatches(_file.All, 10, 7), new TokenBatches(_file.All, 10, 7));

        var singly = Enumerable.Range(0, 8).SelectMany(_ => Rows(one, 1)).ToArray();

        Assert.Equal(singly, Rows(many, 8));
    }

    [Fact]
    public void Seeds_differ() =>
        Assert.NotEqual(Rows(new TokenBatches(_file.All, 10, 1), 5), Rows(new TokenBatches(_file.All, 10, 2), 5));

    [Fact]
    public void One_window_is_enough()
    {
        var batches = new TokenBatches(new TokenSlice(_file, 5, 11), 10, seed: 3);

        Assert.Equal(Enumerable.Range(5, 10).Select(i => (long)i), Rows(batches, 1));
    }

    [Fact]
    public void Less_than_one_window_is_refused()
    {
        var error = Assert.Throws<InvalidDataException>(() => new TokenBatches(new TokenSlice(_file, 0, 10), 10, 3));

        Assert.Contains("10 tokens are too few for a context of 10; expected at least 11", error.Message);
    }

    [Fact]
    public void Buffers_that_hold_no_whole_rows_are_refused()
    {
        var batches = new TokenBatches(_file.All, 10, 3);

        Assert.Throws<ArgumentException>(() => batches.Next(new long[15], new long[15]));
        Assert.Throws<ArgumentException>(() => batches.Next(new long[10], new long[20]));
    }

    [Fact]
    public void Rows_are_told_by_the_documents_that_they_are_of()
    {
        using var writer = new TokenFileWriter(_folder.File("b.tokens"), 100);
        foreach (var length in new[] { 12, 3, 6 })
            writer.Write(Enumerable.Range(0, length));
        writer.Complete();
        using var file = TokenFile.Open(writer.Path);
        var batches = new TokenBatches(new TokenSlice(file, 10, 11), 10, seed: 3);

        Assert.Equal($"row 0, 10 tokens each from 10 (token 10 of document 1 to document 3) on in {file.Path}", batches.DescribeRows(0, 1));
        var named = new TokenBatches(new TokenSlice(file, 0, 11), 10, seed: 3) { DocumentNames = ["a.txt", "b.txt"] };
        Assert.Equal("rows 5 to 6, 10 tokens each from 0 (token 0 of a.txt), 0 (token 0 of a.txt) on", named.DescribeRows(5, 2));
    }

    [Fact]
    public void Of_many_rows_the_first_are_told() =>
        Assert.Contains(" and 84 more on in ", new TokenBatches(_file.All, 10, seed: 7).DescribeRows(0, 100));

    private static long[] Rows(TokenBatches batches, int rows)
    {
        var inputs = new long[rows * batches.Context];
        batches.Next(inputs, new long[inputs.Length]);
        return inputs;
    }
}
