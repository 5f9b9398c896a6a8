using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Tokenization.Tests;

/// <summary>The tokenizer.json of a SentencePiece BPE model, as its README says: merges are all cuts of a piece, by score, then longer left, then longer right.</summary>
internal static class SentencePieceForm
{
    public static byte[] Build(JsonElement golden, string path)
    {
        var pieces = SentencePieceReader.Read(File.ReadAllBytes(path)).Pieces;
        var ids = pieces.Select((piece, id) => (piece.Text, id)).ToDictionary(item => item.Text, item => item.id, StringComparer.Ordinal);
        var file = JsonNode.Parse(golden.GetRawText())!;
        file["model"]!["vocab"] = new JsonObject(ids.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)JsonValue.Create(item.Value))));
        file["model"]!["merges"] = new JsonArray([.. Merges(pieces, ids).Select(merge => new JsonArray(merge.Left, merge.Right))]);
        file["added_tokens"] = new JsonArray([.. pieces.Select(Added).Where(token => token is not null)]);
        return Encoding.UTF8.GetBytes(file.ToJsonString());
    }

    private static JsonObject? Added(Piece piece, int id) => piece.Type is PieceType.Control or PieceType.Unknown or PieceType.UserDefined
        ? new() { ["id"] = id, ["content"] = piece.Text, ["normalized"] = false, ["special"] = piece.Type != PieceType.UserDefined }
        : null;

    private static IEnumerable<(string Left, string Right)> Merges(IReadOnlyList<Piece> pieces, Dictionary<string, int> ids) =>
        pieces.Where(piece => piece.Type == PieceType.Normal).SelectMany(piece => Enumerable.Range(1, piece.Text.Length - 1), (piece, cut) => (Left: piece.Text[..cut], Right: piece.Text[cut..], piece.Score))
            .Where(merge => ids.ContainsKey(merge.Left) && ids.ContainsKey(merge.Right))
            .OrderByDescending(merge => merge.Score).ThenByDescending(merge => merge.Left.Length).ThenByDescending(merge => merge.Right.Length)
            .Select(merge => (merge.Left, merge.Right));
}
