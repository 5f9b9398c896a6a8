namespace Llm.Gen.Data.Tests;

public sealed class PrefetchedBatchesTests
{
    [Fact]
    public void Rows_and_positions_are_those_of_the_source()
    {
        IBatchSource plain = new Counting(), source = new Counting();
        using (var ahead = new PrefetchedBatches(source))
        {
            foreach (var rows in new[] { 2, 2, 2, 3, 2, 2 })
                Assert.Equal(Read(plain, rows), Read(ahead, rows));
            Assert.Equal(13, ahead.Position);

            (plain.Position, ahead.Position) = (5, 5);
            Assert.Equal(Read(plain, 2), Read(ahead, 2));
            Assert.Equal(plain.DescribeRows(3, 2), ahead.DescribeRows(3, 2));
            Assert.Equal((plain.Description, plain.Context, plain.IsPacked), (ahead.Description, ahead.Context, ahead.IsPacked));
        }
        Assert.Equal(7, source.Position);
    }

    [Fact]
    public void A_source_that_fails_fails_where_its_rows_are_asked_for()
    {
        var source = new Counting { FailsAt = 4 };
        using var ahead = new PrefetchedBatches(source);
        Read(ahead, 2);
        Read(ahead, 2);

        Assert.Equal("row 4", Assert.Throws<InvalidDataException>(() => Read(ahead, 2)).Message);

        ahead.Position = 2;
        Assert.Equal(Read(new Counting { Position = 2 }, 2), Read(ahead, 2));
    }

    private static (string, string, string) Read(IBatchSource source, int rows)
    {
        var (inputs, labels, documents) = (new long[rows * 3], new long[rows * 3], new int[rows * 3]);
        source.Next(inputs, labels, documents);
        return (string.Join(' ', inputs), string.Join(' ', labels), string.Join(' ', documents));
    }

    private sealed class Counting : IBatchSource
    {
        public int? FailsAt { get; init; }

        public int Context => 3;

        public bool IsPacked => true;

        public long Position { get; set; }

        public void Next(Span<long> inputs, Span<long> labels) => throw new NotSupportedException();

        public void Next(Span<long> inputs, Span<long> labels, Span<int> documents)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                if (i % 3 == 0 && Position + (i / 3) == FailsAt)
                    throw new InvalidDataException($"row {FailsAt}");
                (inputs[i], labels[i], documents[i]) = ((Position * 3) + i, -i, (int)Position);
            }
            Position += inputs.Length / 3;
        }
    }
}
