using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.SystemTests.Api;

/// <summary>Spells types as the list of TorchSharp's members does: simple names, keywords, names of tuple elements.</summary>
internal sealed class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    private readonly IList<string?>? _elements;
    private int _element;

    private TypeNames(ICustomAttributeProvider? provider) =>
        _elements = (provider?.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).FirstOrDefault() as TupleElementNamesAttribute)?.TransformNames;

    public static string Of(Type type, ICustomAttributeProvider? provider = null) => new TypeNames(provider).Spell(type);

    /// <summary>"TorchSharp.torch.nn.Module&lt;T, TResult&gt;": with all that a type is nested in.</summary>
    public static string Full(Type type)
    {
        var name = Bare(type);
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(argument => argument.Name).ToList();
        if (own.Count > 0) name += $"<{string.Join(", ", own)}>";
        return type.DeclaringType is { } outer ? $"{Full(outer)}.{name}" : $"{type.Namespace}.{name}";
    }

    public static string Bare(Type type) => type.Name.Split('`')[0];

    private string Spell(Type type)
    {
        if (type.IsByRef) return Spell(type.GetElementType()!);
        if (type.IsArray) return $"{Spell(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } underlying) return $"{Spell(underlying)}?";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        if (!type.IsGenericType) return Bare(type);
        var arguments = type.GetGenericArguments();
        if (!type.IsAssignableTo(typeof(ITuple)) || !type.IsValueType)
        {
            var own = arguments.Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).Select(Spell).ToList();
            return own.Count == 0 ? Bare(type) : $"{Bare(type)}<{string.Join(", ", own)}>";
        }

        // The names of one tuple's elements come before those of the tuples inside it.
        var names = arguments.Select(_ => _elements is not null ? _elements[_element++] : null).ToArray();
        return $"({string.Join(", ", arguments.Select((argument, i) => names[i] is { } name ? $"{Spell(argument)} {name}" : Spell(argument)))})";
    }
}
