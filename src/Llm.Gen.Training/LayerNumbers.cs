using System.Globalization;
using Llm.Gen.Runtime;

namespace Llm.Gen.Training;

/// <summary>Which weights belong to which layer.</summary>
internal static class LayerNumbers
{
    /// <summary>The number of a weight's layer, from 0; nothing for weights outside the layers. It is the first number in the weight's name.</summary>
    public static int? Of(StoredWeight weight)
    {
        var number = weight.Name.Split('.').FirstOrDefault(part => part.Length > 0 && part.All(char.IsAsciiDigit));
        return number is null ? null : int.Parse(number, CultureInfo.InvariantCulture);
    }
}
