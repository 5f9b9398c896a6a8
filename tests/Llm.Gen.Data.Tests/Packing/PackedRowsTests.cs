namespace Llm.Gen.Data.Tests;

public sealed class PackedRowsTests
{
    private const int Context = 32;

    [Fact]
    public void Every_example_is_in_one_row_once_with_its_own_labels()
    {
        using var examples = Ragged(200, seed: 1);
        var rows = new PackedRows(examples, Context, seed: 3);

        var seen = new List<string>();
        for (var row = 0; row < rows.Count; row++)
            seen.AddRange(Documents(rows, row));

        var expected = Enumerable.Range(0, examples.Count).Select(i => Shown(examples.Read(i)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Hardly_a_position_is_left_empty()
    {
        using var examples = Ragged(2_000, seed: 2);

        var (packed, single) = (new PackedRows(examples, Context, 0), new PackedRows(examples, Context, 0, packs: false));

        Assert.True(packed.Filled > 0.98, $"{packed.Filled:P1} are filled");
        Assert.Equal(examples.Count, single.Count);
        Assert.False(single.IsPacked);
    }

    [Fact]
    public void What_is_held_out_is_never_cut_rows_are_as_long_as_the_longest()
    {
        using var examples = Ragged(50, seed: 2);
        var longest = Enumerable.Range(0, examples.Count).Max(examples.Positions);

        Assert.Equal(longest, examples.Rows(4).Context);
        Assert.Equal(2 * longest, examples.Rows(2 * longest).Context);
    }

    [Fact]
    public void An_epoch_gives_each_row_once_and_the_next_another_order()
    {
        using var examples = Ragged(100, seed: 4);
        var rows = new PackedRows(examples, Context, seed: 5);

        var (first, second) = (Epoch(rows), Epoch(rows));

        Assert.Equal(first.Order(StringComparer.Ordinal), second.Order(StringComparer.Ordinal));
        Assert.NotEqual(first, second);
        Assert.Equal(2 * rows.Count, rows.Position);
    }

    [Fact]
    public void A_position_is_the_whole_state_and_the_seed_the_whole_order()
    {
        using var examples = Ragged(100, seed: 6);
        var (one, other, different) = (new PackedRows(examples, Context, 7), new PackedRows(examples, Context, 7), new PackedRows(examples, Context, 8));
        var whole = Epoch(one).Concat(Epoch(one)).ToList();

        other.Position = 13;
        var rest = Enumerable.Range(0, (int)other.Count).Select(_ => Next(other)).ToList();

        Assert.Equal(whole.Skip(13).Take(rest.Count), rest);
        Assert.NotEqual(whole.Take((int)different.Count), Epoch(different));
        Assert.Equal(one.Description, other.Description);
        Assert.NotEqual(one.Description, different.Description);
    }

    [Fact]
    public void Other_data_are_told_by_the_description()
    {
        using var examples = Ragged(10, seed: 1);
        using var others = Ragged(10, seed: 2);

        Assert.NotEqual(new PackedRows(examples, Context, 0).Description, new PackedRows(others, Context, 0).Description);
    }

    [Fact]
    public void Packed_rows_are_not_given_out_without_their_documents()
    {
        using var examples = Ragged(10, seed: 1);
        var rows = new PackedRows(examples, Context, 0);

        Assert.Throws<InvalidOperationException>(() => rows.Next(new long[Context], new long[Context]));
        Assert.Throws<ArgumentException>(() => rows.Next(new long[Context], new long[Context], new int[1]));
        Assert.Throws<ArgumentException>(() => new PackedRows(examples, 3, 0));
    }

    [Fact]
    public void Rows_are_told_by_their_records()
    {
        using var writer = new ExampleFileWriter();
        RecordPlace?[] places = [new("a.json", 1, 1), new("a.json", 2, 9), new("b.json", 1L << 40, 1L << 40), new("a.json", 3, 20), null];
        foreach (var place in places)
            writer.Write(new TrainingExample([1, 2, 3], [false, true, true]) { Place = place });
        using var examples = writer.Take();
        var (packed, single) = (new PackedRows(examples, Context, 0), new PackedRows(examples, Context, 0, packs: false));

        var (together, apart) = (packed.DescribeRows(0, 1), single.DescribeRows(0, 5));

        Assert.StartsWith("row 0: ", together);
        foreach (var part in (string[])["record 1", "record 2 (line 9)", "record 3 (line 20)", "b.json record 1099511627776", "example 5"])
        {
            Assert.Contains(part, together);
            Assert.Contains(part, apart);
        }
        Assert.StartsWith("rows 0 to 4: ", apart);
        Assert.Equal(4, apart.Count(c => c == ';'));
        Assert.Equal(places, Enumerable.Range(0, 5).Select(examples.PlaceOf));
        Assert.Equal(places, Enumerable.Range(0, 5).Select(i => examples.Read(i).Place));
    }

    [Fact]
    public void Of_many_rows_and_many_records_the_first_are_told()
    {
        using var examples = Ragged(2_000, seed: 2);

        var told = new PackedRows(examples, 20 * Context, 0).DescribeRows(40, 50);

        Assert.StartsWith("rows 40 to 89: example ", told);
        Assert.EndsWith(" more; and 34 more", told);
        Assert.InRange(told.Length, 100, 2_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(100)]
    public void Best_fit_needs_no_more_rows_than_its_bound(int capacity)
    {
        var random = new Random(capacity);
        int[] lengths = [.. Enumerable.Range(0, 500).Select(_ => random.Next(1, capacity + 1))];

        var rows = BestFit.Pack(lengths, capacity, [.. Enumerable.Range(0, lengths.Length)]);

        Assert.All(rows, row => Assert.InRange(row.Sum(item => lengths[item]), 1, capacity));
        Assert.Equal(Enumerable.Range(0, lengths.Length), rows.SelectMany(row => row).Order());
        var least = (lengths.Sum() + capacity - 1) / capacity;
        Assert.True(rows.Count <= 11 * Math.Max(least, lengths.Count(length => 2 * length > capacity)) / 9 + 1, $"{rows.Count} rows");
    }

    private static ExampleFile Ragged(int count, int seed)
    {
        var random = new Random(seed);
        using var writer = new ExampleFileWriter();
        for (var i = 0; i < count; i++)
        {
            int[] ids = [.. Enumerable.Range(0, random.Next(2, Context / 2 + 2)).Select(_ => random.Next(1, 1_000))];
            writer.Write(new TrainingExample(ids, [false, .. ids.Skip(1).Select(_ => random.Next(3) > 0)]));
        }
        return writer.Take();
    }

    private static List<string> Epoch(PackedRows rows) => [.. Enumerable.Range(0, (int)rows.Count).Select(_ => Next(rows))];

    private static string Next(PackedRows rows)
    {
        var (inputs, labels, documents) = (new long[Context], new long[Context], new int[Context]);
        rows.Next(inputs, labels, documents);
        return string.Join(" ", inputs) + "/" + string.Join(" ", labels) + "/" + string.Join(" ", documents);
    }

    /// <summary>The documents of a row, each as its example is shown; what fills the row up is left out.</summary>
    private static IEnumerable<string> Documents(PackedRows rows, int row)
    {
        var (inputs, labels, documents) = (new long[Context], new long[Context], new int[Context]);
        rows.Read(row, inputs, labels, documents);
        return Enumerable.Range(0, Context).Where(i => inputs[i] != 0).GroupBy(i => documents[i])
            .Select(group => string.Join(" ", group.Select(i => $"{inputs[i]}>{labels[i]}")));
    }

    private static string Shown(TrainingExample example) =>
        string.Join(" ", Enumerable.Range(0, example.Positions).Select(i => $"{example.Ids[i]}>{(example.IsTarget[i + 1] ? example.Ids[i + 1] : IBatchSource.Ignored)}"));
}
