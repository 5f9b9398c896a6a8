namespace Llm.Gen.Tokenization;

/// <summary>Puts the name of a file in front of what is wrong with it.</summary>
internal static class InFile
{
    public static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message}", exception);
        }
        catch (NotSupportedException exception)
        {
            throw new NotSupportedException($"{path}: {exception.Message}", exception);
        }
    }
}
