using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TorchSharp.SystemTests.Api;

/// <summary>Every public and protected member of an assembly, one a line: "TYPE :: RESULT name(TYPE name = default, ...)".</summary>
internal static class Surface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["op_Addition"] = "operator +",
        ["op_Subtraction"] = "operator -",
        ["op_Multiply"] = "operator *",
        ["op_Division"] = "operator /",
        ["op_Modulus"] = "operator %",
        ["op_UnaryNegation"] = "operator -",
        ["op_OnesComplement"] = "operator ~",
        ["op_BitwiseAnd"] = "operator &",
        ["op_BitwiseOr"] = "operator |",
        ["op_ExclusiveOr"] = "operator ^",
        ["op_Equality"] = "operator ==",
        ["op_Inequality"] = "operator !=",
        ["op_LessThan"] = "operator <",
        ["op_LessThanOrEqual"] = "operator <=",
        ["op_GreaterThan"] = "operator >",
        ["op_GreaterThanOrEqual"] = "operator >=",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetTypes().Where(IsVisible).SelectMany(type => Members(type).Select(member => $"{TypeNames.Full(type)} :: {member}").Prepend(TypeNames.Full(type)));

    private static bool IsVisible(Type type) =>
        type.IsNested ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!) : type.IsPublic;

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetConstructors(Declared).Where(IsOpen).Select(constructor => $"{TypeNames.Bare(type)}({Parameters(constructor)})")
            .Concat(type.GetFields(Declared).Where(field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly).Select(Field))
            .Concat(type.GetProperties(Declared).Where(property => property.GetAccessors(true).Any(IsOpen)).Select(Property))
            .Concat(type.GetMethods(Declared).Where(method => IsOpen(method) && IsNew(method)).Select(Method));
    }

    private static bool IsOpen(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && !method.Name.Contains('.') && method.Name != "Finalize" && !method.Name.Contains('<');

    /// <summary>Not an accessor, and not an override: those add nothing to call.</summary>
    private static bool IsNew(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && method.GetBaseDefinition().DeclaringType == method.DeclaringType;

    private static string Field(FieldInfo field) => $"{TypeNames.Of(field.FieldType, field)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        var accessors = string.Concat(property.GetAccessors(true).Where(IsOpen).Select(accessor => accessor.ReturnType == typeof(void) ? "set; " : "get; ").Order());
        var indices = property.GetIndexParameters();
        var name = indices.Length == 0 ? property.Name : $"this[{string.Join(", ", indices.Select(Parameter))}]";
        return $"{TypeNames.Of(property.PropertyType, property)} {name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        if (method.Name is "op_Implicit" or "op_Explicit")
            return $"{method.Name[3..].ToLowerInvariant()} operator {TypeNames.Of(method.ReturnType)}({Parameters(method)})";
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var name = Symbols.GetValueOrDefault(method.Name, method.Name);
        return $"{TypeNames.Of(method.ReturnType, method.ReturnParameter)} {name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var list = parameter.GetCustomAttributes().Any(attribute => attribute is ParamArrayAttribute or ParamCollectionAttribute) ? "params " : "";
        var direction = parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "";
        var fallback = parameter.HasDefaultValue ? $" = {Default(parameter)}" : "";
        return $"{list}{direction}{TypeNames.Of(parameter.ParameterType, parameter)} {parameter.Name}{fallback}";
    }

    private static string Default(ParameterInfo parameter) => parameter.RawDefaultValue switch
    {
        null => "null",
        bool claim => claim ? "true" : "false",
        string text => $"\"{text}\"",
        Enum value => Enum.GetName(parameter.ParameterType, value)!,
        var number when parameter.ParameterType.IsEnum => Enum.GetName(parameter.ParameterType, number)!,
        IConvertible number => Number(number.ToDouble(CultureInfo.InvariantCulture)),
        _ => "null",
    };

    public static string Number(double number) => ((float)number).ToString(CultureInfo.InvariantCulture);
}
