namespace Llm.Gen.Tokenization.Templates;

/// <summary>
/// The filters of Jinja, with its names of arguments, and <c>tojson</c> of Hugging Face. Left out, because no chat can need them:
/// <c>random</c>, <c>pprint</c>, <c>urlize</c> and <c>wordwrap</c>.
/// </summary>
internal static class FilterNames
{
    private static readonly Dictionary<string, Filter> All = Table();

    public static bool Has(string name) => All.ContainsKey(name);

    /// <exception cref="TemplateFault">There is no such filter.</exception>
    public static Filter Find(string name) => All.TryGetValue(name, out var filter)
        ? filter
        : throw new TemplateFault($"there is no filter '{name}'; known are {string.Join(", ", All.Keys.Order(StringComparer.Ordinal))}.");

    private static Dictionary<string, Filter> Table()
    {
        var all = new Dictionary<string, Filter>(StringComparer.Ordinal);
        foreach (var (name, filter) in (IEnumerable<(string, Filter)>)[.. ValueFilters.Rows, .. TextFilters.Rows, .. NumberFilters.Rows, .. ListFilters.Rows, .. PickingFilters.Rows, .. HtmlFilters.Rows])
            all.Add(name, filter);
        return all;
    }
}
