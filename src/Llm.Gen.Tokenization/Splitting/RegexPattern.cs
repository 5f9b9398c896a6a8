using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Llm.Gen.Tokenization;

/// <summary>
/// Finds a regular expression, written for Oniguruma, with .NET's engine: without backtracking where the expression allows it, with a
/// time limit elsewhere. .NET matches UTF-16 units; so a character beyond U+FFFF is shown to it as one stand-in of the same category.
/// </summary>
internal sealed class RegexPattern : TextPattern
{
    // A rare character of the script, outside of the ranges that patterns name literally.
    private const char HanStandIn = '\u3402';

    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(5);
    private static readonly int Han = Scripts.Named("Han");

    private static readonly TimeSpan LimitOfCharacter = TimeSpan.FromMicroseconds(10);

    private readonly string _pattern;
    private readonly TimeSpan _limit;
    private readonly Regex _regex;

    /// <param name="pattern">The expression.</param>
    /// <param name="limit">How long the search for one match may take, and all of them together with 1 s for 100,000 characters; 5 s unless said.</param>
    public RegexPattern(string pattern, TimeSpan? limit = null)
    {
        _pattern = pattern;
        _limit = limit ?? DefaultLimit;
        var translated = RegexSyntax.Translate(pattern);
        const RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.Multiline;
        try
        {
            _regex = Build(translated, options);
        }
        catch (ArgumentException exception)
        {
            throw new NotSupportedException($"the regular expression '{pattern}' cannot be read: {exception.Message}", exception);
        }
    }

    public override void FindAll(ReadOnlySpan<char> text, ref MatchList matches)
    {
        if (text.ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            FindInStandIn(text, ref matches);
            return;
        }

        try
        {
            var clock = Stopwatch.StartNew();
            var limit = _limit + text.Length * LimitOfCharacter;
            foreach (var match in _regex.EnumerateMatches(text))
            {
                matches.Add(match.Index, match.Index + match.Length);
                if (clock.Elapsed > limit)
                    throw Endless(text.Length, null);
            }
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw Endless(text.Length, exception);
        }
    }

    private TimeoutException Endless(int length, Exception? inner) => new(
        $"The regular expression '{_pattern}' took more than {_limit.TotalSeconds} s on a text of {length} characters; use a tokenizer whose pattern does not backtrack without end.", inner);

    private Regex Build(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, _limit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, _limit); // look-around and atomic groups need the backtracking engine
        }
    }

    private void FindInStandIn(ReadOnlySpan<char> text, ref MatchList matches)
    {
        var standIn = ArrayPool<char>.Shared.Rent(text.Length);
        var origins = ArrayPool<int>.Shared.Rent(text.Length + 1);
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length;)
            {
                Rune.DecodeFromUtf16(text[i..], out var rune, out var width);
                origins[length] = i;
                standIn[length++] = rune.IsBmp ? (char)rune.Value : Scripts.Of(rune.Value) == Han ? HanStandIn : StandIn(Rune.GetUnicodeCategory(rune));
                i += width;
            }

            origins[length] = text.Length;
            var found = new MatchList();
            try
            {
                FindAll(standIn.AsSpan(0, length), ref found);
                for (var i = 0; i < found.Count; i++)
                    matches.Add(origins[found[i].Start], origins[found[i].End]);
            }
            finally
            {
                found.Dispose();
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(standIn);
            ArrayPool<int>.Shared.Return(origins);
        }
    }

    // One BMP character of each category, none of which patterns name literally.
    private static char StandIn(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => '\u0100',
        UnicodeCategory.LowercaseLetter => '\u0101',
        UnicodeCategory.TitlecaseLetter => '\u01C5',
        UnicodeCategory.ModifierLetter => '\u02B0',
        UnicodeCategory.OtherLetter => '\u05D0',
        UnicodeCategory.NonSpacingMark => '\u0300',
        UnicodeCategory.SpacingCombiningMark => '\u0903',
        UnicodeCategory.EnclosingMark => '\u0488',
        UnicodeCategory.DecimalDigitNumber => '\u0660',
        UnicodeCategory.LetterNumber => '\u16EE',
        UnicodeCategory.OtherNumber => '\u00B2',
        UnicodeCategory.ConnectorPunctuation => '\u203F',
        UnicodeCategory.DashPunctuation => '\u058A',
        UnicodeCategory.OpenPunctuation => '\u0F3A',
        UnicodeCategory.ClosePunctuation => '\u0F3B',
        UnicodeCategory.OtherPunctuation => '\u05C0',
        UnicodeCategory.MathSymbol => '\u00AC',
        UnicodeCategory.CurrencySymbol => '\u00A4',
        UnicodeCategory.ModifierSymbol => '\u02C2',
        UnicodeCategory.OtherSymbol => '\u00A6',
        UnicodeCategory.Format => '\u00AD',
        UnicodeCategory.PrivateUse => '\uE000',
        _ => '\u0378',
    };
}
