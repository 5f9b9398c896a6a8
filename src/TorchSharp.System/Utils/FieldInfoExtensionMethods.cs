using System.Reflection;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>Names of components.</summary>
public static class FieldInfoExtensionMethods
{
    /// <summary>The name that <see cref="ComponentNameAttribute"/> gives the field, or the field's own.</summary>
    public static string ComponentName(this FieldInfo field) => field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
