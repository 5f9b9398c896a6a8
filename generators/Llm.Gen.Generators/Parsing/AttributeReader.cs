using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Llm.Gen.Generators.Parsing;

/// <summary>Reads one attribute: the values of its arguments, and where each is written.</summary>
internal sealed class AttributeReader(AttributeData attribute, CancellationToken cancellation)
{
    private readonly AttributeSyntax? _syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;

    /// <summary>The attribute's name as a declaration has it, without "Attribute".</summary>
    public string Name { get; } = attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - nameof(Attribute).Length);

    /// <summary>Whether the compiler could bind it; it reports the rest itself.</summary>
    public bool IsBound => attribute.AttributeConstructor is { } constructor
        && constructor.Parameters.Length == attribute.ConstructorArguments.Length
        && attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.Value)).All(argument => argument.Kind != TypedConstantKind.Error);

    /// <summary>The whole attribute.</summary>
    public Location Location => _syntax?.GetLocation() ?? Location.None;

    /// <summary>The value of a constructor's parameter or a property; the fallback where it is not given.</summary>
    public T Value<T>(string name, T fallback)
    {
        var parameters = attribute.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty;
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Name == name && i < attribute.ConstructorArguments.Length)
                return attribute.ConstructorArguments[i].Value is T given ? given : fallback;
        }

        return attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value is T named ? named : fallback;
    }

    /// <summary>The values of a property that is an array; empty where it is not given.</summary>
    public IEnumerable<T> Values<T>(string name)
    {
        var value = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value;
        return value.Kind == TypedConstantKind.Array && !value.IsNull ? value.Values.Select(item => item.Value).OfType<T>() : [];
    }

    /// <summary>The items of a constructor's parameter that is an array; none where it is null.</summary>
    public IEnumerable<TypedConstant> Items(string parameter)
    {
        var place = (attribute.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty).Select(one => one.Name).ToList().IndexOf(parameter);
        return place >= 0 && place < attribute.ConstructorArguments.Length && attribute.ConstructorArguments[place] is { Kind: TypedConstantKind.Array, IsNull: false } items ? items.Values : Enumerable.Empty<TypedConstant>();
    }

    /// <summary>Whether a property is set.</summary>
    public bool IsSet(string name) => attribute.NamedArguments.Any(argument => argument.Key == name);

    /// <summary>Where an argument is written; the attribute's name where it is left out.</summary>
    public Location LocationOf(string name)
    {
        if (_syntax is null)
            return Location.None;

        var arguments = _syntax.ArgumentList?.Arguments ?? default;
        var position = (attribute.AttributeConstructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty).Select(parameter => parameter.Name).ToList().IndexOf(name);
        var written = arguments.FirstOrDefault(argument => (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText == name)
            ?? arguments.Where((argument, i) => i == position && argument.NameEquals is null && argument.NameColon is null).FirstOrDefault();
        return (written?.Expression ?? (SyntaxNode)_syntax.Name).GetLocation();
    }
}
