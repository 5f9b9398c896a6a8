namespace TorchSharp.SystemTests.Behaviour;

public sealed class LayerTests
{
    [Fact]
    public void Linear_computes_what_it_says()
    {
        using var layer = nn.Linear(new Parameter(Numbers.Counted(2, 3)), new Parameter(Numbers.Row(1, 2)));

        Assert.Equal([4f, 14f], Numbers.Read(layer.call(ones(3))));
        Assert.Equal(["weight", "bias"], layer.state_dict().Keys);
        Assert.Equal((3, 2), (layer.in_features, layer.out_features));
    }

    [Fact]
    public void Steps_in_a_row_are_named_and_moved()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(nn.Linear(new Parameter(ones(2, 2))), nn.LayerNorm(2), nn.Dropout(0.5));
        model.eval();

        Assert.Equal(["0.weight", "1.weight", "1.bias"], model.state_dict().Keys);
        Assert.Equal([0f, 0], Numbers.Read(model.call(ones(2))));
        model.to(float64);
        Assert.All(model.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(3, model.Count);
        Assert.Throws<InvalidOperationException>(() => nn.Dropout().register_parameter("p", new Parameter(ones(1))));
    }

    [Fact]
    public void An_embedding_looks_rows_up()
    {
        using var scope = NewDisposeScope();
        using var table = nn.Embedding_from_pretrained(Numbers.Counted(3, 2), freeze: false);
        using var random = nn.Embedding(4, 3, padding_idx: 1);

        var rows = table.call(tensor(new long[] { 2, 0, 2 }));
        rows.sum().backward();

        Assert.Equal([4f, 5, 0, 1, 4, 5], Numbers.Read(rows));
        Assert.Equal([1f, 1, 0, 0, 2, 2], Numbers.Read(table.weight!.grad));
        Assert.Equal(["weight"], table.state_dict().Keys);
        Assert.Equal([0f, 0, 0], Numbers.Read(random.call(tensor(1L))));
    }
}
