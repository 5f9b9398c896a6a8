namespace Llm.Gen.Architectures.Tests;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Arrays_are_equal_when_their_elements_are()
    {
        EquatableArray<string> first = new(["a", "b"]), same = new(["a", "b"]), turned = new(["b", "a"]), shorter = new(["a"]);

        Assert.True(first == same);
        Assert.Equal(first.GetHashCode(), same.GetHashCode());
        Assert.True(first != turned);
        Assert.True(first != shorter);
        Assert.False(first.Equals("a"));
    }

    [Fact]
    public void The_default_value_is_an_empty_array()
    {
        Assert.Equal(new EquatableArray<int>([]), default);
        Assert.Empty(default(EquatableArray<int>));
        Assert.Throws<IndexOutOfRangeException>(() => default(EquatableArray<int>)[0]);
    }
}
