namespace TorchSharp.Utils;

/// <summary>Names a component in the state dictionary otherwise than its field.</summary>
public class ComponentNameAttribute : Attribute
{
    /// <summary>The name to register under.</summary>
    public string Name { get; set; } = "";
}
