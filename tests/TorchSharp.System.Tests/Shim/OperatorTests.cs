using System.Reflection;
using TorchSharp.Interop;

namespace TorchSharp.SystemTests.Shim;

public sealed class OperatorTests
{
    [Fact]
    public void Every_operator_of_the_tables_is_known_to_this_libtorch()
    {
        var operators = typeof(Operators).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, Operator: (Operator)field.GetValue(null)!));

        Assert.All(operators, pair => Assert.NotEqual(0, pair.Operator.Find()));
    }
}
