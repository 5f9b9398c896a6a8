using TorchSharp.Utils;

namespace TorchSharp.SystemTests.Behaviour;

public sealed class ContainerTests
{
    [Fact]
    public void An_ordered_dictionary_is_a_list_and_a_dictionary_at_once()
    {
        var ordered = new OrderedDict<string, int> { { "b", 1 }, ("a", 2) };
        ordered.Add(new KeyValuePair<string, int>("c", 3));
        ordered.Insert(1, ("d", 4));
        ordered["a"] = 5;
        ordered[0] = ("e", 6);

        Assert.Equal(["e", "d", "a", "c"], ordered.Keys);
        Assert.Equal([6, 4, 5, 3], ordered.Values);
        Assert.Equal(2, ordered.IndexOf(("a", 5)));
        Assert.True(ordered.TryGetValue("d", out var four));
        Assert.Equal(4, four);
        Assert.Throws<ArgumentException>(() => ordered.Add("c", 0));
        Assert.Throws<KeyNotFoundException>(() => ordered["b"]);
        var copied = new (string, int)[4];
        ordered.CopyTo(copied, 0);
        Assert.Equal([("e", 6), ("d", 4), ("a", 5), ("c", 3)], copied);
    }

    [Fact]
    public void Removal_from_an_ordered_dictionary_keeps_the_others_in_order()
    {
        var ordered = new OrderedDict<string, int> { ("a", 1), ("b", 2), ("c", 3), ("d", 4) };

        Assert.True(ordered.Remove("b"));
        Assert.False(ordered.Remove("b"));
        Assert.False(ordered.Remove(("a", 2)));
        Assert.True(ordered.Remove(new KeyValuePair<string, int>("a", 1)));
        ordered.RemoveAt(1);
        Assert.Equal([("c", 3)], ordered.ToArray<(string, int)>());
        Assert.True(ordered.Contains(("c", 3)));
        Assert.False(ordered.ContainsKey("d"));
        ordered.Clear();
        Assert.Empty(ordered.Values);
    }

    [Fact]
    public void A_module_list_is_a_list_of_modules()
    {
        using var list = nn.ModuleList(nn.Linear(1, 2), nn.Linear(2, 3));
        list.append(nn.Linear(3, 4));
        list.extend([nn.Linear(4, 5)]);
        var first = nn.Linear(9, 1);
        list.Insert(0, first);

        Assert.Equal(5, list.Count);
        Assert.Equal(0, list.IndexOf(first));
        Assert.Contains(first, list);
        Assert.True(list.Remove(first));
        list.RemoveAt(3);
        Assert.Equal([2L, 3, 4], list.Select(layer => layer.weight!.shape[0]));
        list.Clear();
        Assert.Empty(list);
    }

    [Fact]
    public void Tensors_move_between_scopes_by_twos_and_threes()
    {
        using var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        var (a, b) = inner.MoveToOuter(zeros(1), zeros(1));
        var (c, d, e) = inner.MoveToOuter(zeros(1), zeros(1), zeros(1));
        var (f, g) = inner.MoveToOther(outer, zeros(1), zeros(1));
        var (h, i, j) = inner.MoveToOther(outer, zeros(1), zeros(1), zeros(1));
        var (k, l) = inner.Detach(zeros(1), zeros(1));
        var (m, n, o) = inner.Detach(zeros(1), zeros(1), zeros(1));
        var lost = zeros(1);
        inner.Dispose();

        Assert.True(lost.IsInvalid);
        Tensor[] moved = [a, b, c, d, e, f, g, h, i, j];
        Assert.All(moved, tensor => Assert.True(outer.Contains(tensor)));
        Tensor[] detached = [k, l, m, n, o];
        Assert.All(detached, tensor => Assert.False(tensor.IsInvalid));
        Assert.All(detached, tensor => tensor.Dispose());
    }

    [Fact]
    public void The_search_for_anomalies_ends_with_its_scope()
    {
        Assert.False(AnomalyMode.IsEnabled);

        using (new AnomalyMode(true, check_nan: false))
        {
            Assert.True(AnomalyMode.IsEnabled);
            Assert.False(AnomalyMode.ShouldCheckNaN);
        }

        Assert.False(AnomalyMode.IsEnabled);
    }
}
