using System.Runtime.CompilerServices;

namespace Llm.Gen.Tokenization.Templates;

/// <summary>One rendering: what it may still use, where it stands, and what it found.</summary>
internal sealed class Run
{
    // What a step costs elsewhere is enough to copy this much, or to look this long for a text.
    private const int CharactersInAStep = 32;
    private const int ItemsInAStep = 4;
    private const int SoughtInAStep = 256;

    private readonly TemplateLimits _limits;
    private long _steps;
    private int _depth;

    public Run(TemplateLimits limits, DateTime now)
    {
        (_limits, Now) = (limits, now);
        Keys = new KeyComparer(this);
        Root = new TextOutput(this);
    }

    /// <summary>The clock of the template.</summary>
    public DateTime Now { get; }

    /// <summary>The rendered text.</summary>
    public TextOutput Root { get; }

    /// <summary>What <c>{% generation %}</c> enclosed, in UTF-16 units of the rendered text.</summary>
    public List<TextSpan> Generated { get; } = [];

    /// <summary>Compares the keys of mappings, as steps of this run.</summary>
    public KeyComparer Keys { get; }

    /// <summary>The line of what is evaluated now.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Begins with a part of the template; the answer goes to <see cref="Leave"/>.</summary>
    public int Enter(int line)
    {
        if (++_depth > _limits.Depth)
            throw new TemplateFault($"parts are nested more than {_limits.Depth:N0} deep; the template recurses too far.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Spend(1);
        var outer = Line;
        Line = line;
        return outer;
    }

    /// <summary>Ends what <see cref="Enter"/> began. Not called when something is thrown: nothing in a template catches.</summary>
    public void Leave(int outerLine)
    {
        _depth--;
        Line = outerLine;
    }

    /// <summary>Counts steps.</summary>
    public void Spend(long steps)
    {
        _steps += steps;
        if (_steps > _limits.Steps)
            throw new TemplateFault($"more than {_limits.Steps:N0} steps; the template loops over too much, or for ever. TemplateLimits.Steps is the limit.");
    }

    /// <summary>Counts a text before it is made.</summary>
    public void SpendText(long characters)
    {
        CheckLength(characters);
        Spend(characters / CharactersInAStep);
    }

    /// <summary>Counts the search for a text in another; one long text in another may be compared at every place.</summary>
    public void SpendSearch(string text, string sought) =>
        Spend((text.Length / CharactersInAStep + 1L) * (sought.Length / SoughtInAStep + 1L));

    /// <summary>Counts items before they are copied.</summary>
    public void SpendItems(long count) => Spend(1 + count / ItemsInAStep);

    /// <summary>Refuses a text that is too long.</summary>
    public void CheckLength(long characters)
    {
        if (characters > _limits.Characters)
            throw new TemplateFault($"a text of more than {_limits.Characters:N0} characters; the template makes too much. TemplateLimits.Characters is the limit.");
    }

    /// <summary>Counts the visit of each item.</summary>
    public IEnumerable<T> Counted<T>(IEnumerable<T> items)
    {
        foreach (var item in items)
        {
            Spend(1);
            yield return item;
        }
    }
}
