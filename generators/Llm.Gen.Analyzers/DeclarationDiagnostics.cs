using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Llm.Gen.Analyzers;

/// <summary>Every diagnostic about a declaration; an id is never used again for something else, and each has a page under docs/diagnostics.</summary>
public static class DeclarationDiagnostics
{
    private const string Message = "{0}; {1}; {2}.";            // what was found, what was expected, what to do
    private const string Record = "Llm.Gen.Record";             // the record that carries the attributes
    private const string Parts = "Llm.Gen.Parts";               // which attributes stand together
    private const string Values = "Llm.Gen.Values";             // what they say
    private const string Components = "Llm.Gen.Components";     // classes that the library's user wrote
    private const string Project = "Llm.Gen.Project";           // files and packages that a declaration needs

    private static readonly List<DiagnosticDescriptor> Rows = [];

    // A row each, in the order of their ids; Roslyn's release tracking reads them here.
    private static readonly DiagnosticDescriptor
        NotPartial = Row("LLMG001", "A declared record is not partial", Record, Error),
        AroundNotPartial = Row("LLMG002", "A type around a declared record is not partial", Record, Error),
        Generic = Row("LLMG003", "A declared record has type parameters", Record, Error),
        NoPlainRecord = Row("LLMG004", "A declaration is not a plain record", Record, Error),
        NoDecoder = Row("LLMG005", "A component stands where no decoder is declared", Parts, Error),
        MissingPart = Row("LLMG006", "A part is missing", Parts, Error),
        TwoParts = Row("LLMG007", "Two parts for the same place", Parts, Error),
        NameTaken = Row("LLMG008", "The record's name is taken by emitted code", Record, Error),
        NameHidden = Row("LLMG009", "A name nearby hides one that emitted code uses", Record, Error),
        SizeOutOfRange = Row("LLMG010", "A size is missing or impossible", Values, Error),
        HiddenNotSplit = Row("LLMG011", "The hidden size cannot be split over the heads", Values, Error),
        HeadsNotShared = Row("LLMG012", "Query heads cannot share the key and value heads", Values, Error),
        HeadOdd = Row("LLMG013", "Rotary positions need an even head size", Values, Error),
        EpsilonOutOfRange = Row("LLMG014", "The norm's epsilon is out of range", Values, Error),
        ThetaOutOfRange = Row("LLMG015", "The rotary base is out of range", Values, Error),
        TooLarge = Row("LLMG016", "The model is too large to exist", Values, Error),
        PartUnsayable = Row("LLMG017", "The family cannot say a part of the model", Values, Error),
        FamilyUnsupported = Row("LLMG018", "The family is not supported", Values, Error),
        NotEmitted = Row("LLMG019", "The emitter cannot print a part of the model yet", Values, Error),
        RuntimeMismatch = Row("LLMG020", "The runtime does not fit the emitted code", Project, Error),
        ConfigMissing = Row("LLMG021", "The configuration file is not there", Project, Error),
        ConfigAmbiguous = Row("LLMG022", "Several files could be the configuration", Project, Error),
        ConfigWrong = Row("LLMG023", "The configuration file is wrong", Project, Error),
        ConfigKeyUnknown = Row("LLMG024", "The configuration has a key that is not known", Project, Warning),
        MemberTaken = Row("LLMG025", "A member has the name of an emitted one", Record, Error),
        ScalingImpossible = Row("LLMG026", "A rotary scaling cannot be", Values, Error),
        ScalingOptionForeign = Row("LLMG027", "An option belongs to another rotary scaling", Values, Error),
        NumberOutOfRange = Row("LLMG028", "A number is out of range", Values, Error),
        ExpertsImpossible = Row("LLMG029", "A mixture of experts cannot be", Values, Error),
        PartsUnfit = Row("LLMG030", "Parts do not fit each other", Values, Error),
        LayersWrong = Row("LLMG031", "A part is for layers that are none", Values, Error),
        ComponentUnfit = Row("LLMG032", "A component does not fit its place", Components, Error),
        ComponentNotMade = Row("LLMG033", "A component cannot be made", Components, Error),
        ComponentHidden = Row("LLMG034", "A component is hidden from emitted code", Components, Error),
        ComponentNameTaken = Row("LLMG035", "A component's name cannot be used", Components, Error),
        ComponentUnknown = Row("LLMG036", "A component is not known", Components, Error);

    /// <summary>The diagnostics in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All => Rows;

    /// <summary>The diagnostic of an id.</summary>
    public static DiagnosticDescriptor Of(string id) => Rows.Single(descriptor => descriptor.Id == id);

    private static DiagnosticDescriptor Row(string id, string title, string category, DiagnosticSeverity defaultSeverity)
    {
        var row = new DiagnosticDescriptor(id, title, Message, category, defaultSeverity, isEnabledByDefault: true, helpLinkUri: $"docs/diagnostics/{id}.md");
        Rows.Add(row);
        return row;
    }
}
