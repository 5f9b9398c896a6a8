namespace Llm.Gen.Tokenization.Templates;

/// <summary>
/// A value of a template, with Python's behaviour. A template sees values of these kinds and their listed attributes alone: nothing of .NET
/// can be reached from it.
/// </summary>
internal abstract class Value
{
    /// <summary>The name of the type in Python, for messages.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether a condition holds.</summary>
    public virtual bool IsTrue => Length != 0;

    /// <summary>What <c>len()</c> gives; null if the value has no length.</summary>
    public virtual int? Length => null;

    /// <summary>Whether it can be called.</summary>
    public virtual bool IsCallable => false;

    /// <summary>Whether <c>value[key]</c> means something.</summary>
    public virtual bool HasItems => false;

    /// <summary>The items; null if the value cannot be looped over.</summary>
    public virtual IEnumerable<Value>? Items(Run run) => null;

    /// <summary>The attribute (<c>value.name</c>); null if there is none.</summary>
    public virtual Value? Attribute(string name) => null;

    /// <summary>The item (<c>value[key]</c>); null if there is none.</summary>
    public virtual Value? Item(Value key, Run run) => null;

    /// <summary>Calls it.</summary>
    public virtual Value Call(Arguments arguments, Run run) => throw new TemplateFault($"'{TypeName}' object is not callable.");
}
