// SPDX-License-Identifier: Apache-2.0

/// The names that markup has for what parts words and for letters.
enum MarkupNames {
    /// Elements of HTML that begin a line, a block or a cell; all others stand within a line.
    static let blocks: Set<String> = [
        "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "col", "dd",
        "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
        "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "img", "input",
        "legend",
        "li", "link", "main", "menu", "meta", "nav", "object", "ol", "optgroup", "option", "p", "pre",
        "script", "section", "select", "style", "summary", "svg", "table", "tbody", "td", "template",
        "textarea", "tfoot", "th", "thead", "title", "tr", "tspan", "text", "ul", "video",
    ]

    /// Commands of LaTeX that are letters.
    static let letters: [String: Unicode.Scalar] = [
        "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
        "aa": "å", "AA": "Å", "i": "i", "j": "j",
    ]

    private static let references: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ensp": " ", "emsp": " ",
        "thinsp": " ", "shy": "\u{AD}", "zwj": "\u{200D}", "zwnj": "\u{200C}", "hyphen": "-", "ndash": "-",
        "mdash": "-", "minus": "-", "lsquo": "'", "rsquo": "'", "comma": ",", "period": ".", "Tab": "\t",
        "NewLine": "\n", "szlig": "ß", "aelig": "æ", "AElig": "Æ", "oelig": "œ", "OElig": "Œ", "eth": "ð",
        "thorn": "þ", "micro": "µ", "frac12": "½", "sup2": "²", "sup3": "³", "deg": "°",
    ]

    private static let accents: Set<String> = [
        "grave", "acute", "circ", "tilde", "uml", "ring", "cedil", "caron", "breve", "macr", "ogon", "dot",
    ]

    /// The character that a reference of HTML stands for, given without `&` and `;`; a letter with an
    /// accent is the letter, as it is compared.
    static func scalar(ofReference name: String) -> Unicode.Scalar? {
        if name.hasPrefix("#x") || name.hasPrefix("#X") {
            return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
        }
        if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
        if let scalar = references[name] { return scalar }
        if name == "oslash" || name == "Oslash" { return "ø" }
        guard let letter = name.unicodeScalars.first, accents.contains(String(name.dropFirst())) else {
            return nil
        }
        return letter
    }
}
