using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.SystemTests;

/// <summary>One of the ways to call one operator: a method of Tensor or in-place method, a function of torch or of nn.functional, a C# operator.</summary>
internal sealed record Form(MethodInfo Method, IReadOnlyList<Type> Operands)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public bool IsInPlace => Method.Name.EndsWith('_');

    /// <summary>All forms of a name that take these many operands, each a tensor, a number, or the dimension of a reduction, and at most options after them.</summary>
    public static IReadOnlyList<Form> Of(string name, int operands, Func<Type, bool> isSecond)
    {
        var forms = new[] { typeof(Tensor), typeof(torch), typeof(nn.functional) }
            .SelectMany(type => type.GetMethods(Declared))
            .Where(method => (method.Name == name || method.Name == name + "_") && !method.IsGenericMethod)
            .Select(method => new Form(method, [.. Own(method), .. method.GetParameters().Where(parameter => !parameter.IsOptional).Select(parameter => parameter.ParameterType)]))
            .Where(form => form.Operands.Count == operands && form.Operands.Contains(typeof(Tensor)) && form.Operands.All(type => type == typeof(Tensor) || isSecond(type)))
            .ToList();
        Assert.NotEmpty(forms);
        return forms;
    }

    /// <summary>What the form returns of these operands, of several results the first; in place it has to be the first operand itself.</summary>
    public Tensor Call(params object[] operands)
    {
        var own = Own(Method).Count();
        object?[] arguments = [.. operands.Skip(own), .. Method.GetParameters().Skip(operands.Length - own).Select(_ => Type.Missing)];
        var result = Method.Invoke(own == 0 ? null : operands[0], BindingFlags.OptionalParamBinding, null, arguments, CultureInfo.InvariantCulture)!;
        if (IsInPlace)
            Assert.Same(operands[0], result);
        return result as Tensor ?? (Tensor)((ITuple)result)[0]!;
    }

    public override string ToString() =>
        $"{Method.DeclaringType!.Name}.{Method.Name}({string.Join(", ", Method.GetParameters().Select(parameter => parameter.ParameterType.Name))})";

    /// <summary>A method's own tensor is its first operand.</summary>
    private static IEnumerable<Type> Own(MethodInfo method) => method.IsStatic ? [] : [typeof(Tensor)];
}
