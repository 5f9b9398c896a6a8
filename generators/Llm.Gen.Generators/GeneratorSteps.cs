namespace Llm.Gen.Generators;

/// <summary>The names of the generator's steps, in the order in which they run; tests ask why each ran.</summary>
public static class GeneratorSteps
{
    /// <summary>Reads a record's attributes.</summary>
    public const string Parse = "Parse";

    /// <summary>Reads the name of a record's configuration file.</summary>
    public const string Reference = "Reference";

    /// <summary>Reads a file that some record names.</summary>
    public const string File = "File";

    /// <summary>Brings a record and the files that fit it together.</summary>
    public const string Match = "Match";

    /// <summary>Makes a declaration of a record and its file.</summary>
    public const string Resolve = "Resolve";

    /// <summary>Reads a class that is registered as a component.</summary>
    public const string Component = "Component";

    /// <summary>Brings the components of the project and of its references together.</summary>
    public const string Registry = "Registry";

    /// <summary>Prints the table of the project's components.</summary>
    public const string Table = "Table";

    /// <summary>Looks for declarations whose files would have the same name.</summary>
    public const string Names = "Names";

    /// <summary>Looks for the runtime.</summary>
    public const string Runtime = "Runtime";

    /// <summary>Leaves only declarations that can be emitted, under names of their own.</summary>
    public const string Declaration = "Declaration";

    /// <summary>Prints a declaration.</summary>
    public const string Emit = "Emit";
}
