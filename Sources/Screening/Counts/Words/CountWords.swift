// SPDX-License-Identifier: Apache-2.0

/// What counts are called, language by language.
enum CountWords {
    /// Whole names, and the last words of longer ones: `load_count`, `failed units`.
    static let heads = words(
        """
        n nobs obs count counts freq freqs frequency frequencies observations cases ncases units machines
        vehicles patients persons people respondents participants subjects customers employees households
        students failures events incidents accidents deaths defects breakdowns suspensions censored
        individuals records replicates specimens anzahl anz häufigkeit häufigkeiten fälle fallzahl
        fallzahlen stückzahl personen ausfälle beobachtungen patienten maschinen effectif effectifs nombre
        fréquence fréquences observaciones casos recuento frecuencia frecuencias cantidad número conteggio
        frequenza frequenze numerosità casi aantal frequentie antal hyppighed antall liczba liczebność
        częstość počet četnost количество число частота sayı adet
        """
    )

    /// Names of several words.
    static let phrases: Set<String> = [
        "no obs", "no observations", "num obs", "no of observations", "no of cases", "sample size",
        "group size",
        "cell count", "cell size", "n at risk", "number at risk", "at risk", "no of obs", "stichprobe",
        "n total",
        "total n", "valid n", "n valid", "taille", "stichprobenumfang", "sample sizes", "tamaño muestral",
    ]

    /// Signs that say so wherever they stand in a name.
    static let signs = [
        "数量", "人数", "件数", "个数", "例数", "频数", "频次", "台数", "计数", "個数", "度数", "頻度", "計数", "개수", "건수", "빈도",
    ]

    /// What begins a name and says that what follows is counted: `number of failures`, `Anzahl Ausfälle`.
    static let openings: [[String]] = [
        ["count", "of"], ["counts", "of"], ["number", "of"], ["no", "of"], ["num"], ["nr", "of"],
        ["n", "of"], ["anzahl"],
        ["zahl", "der"], ["nombre", "de"], ["nombre", "d"], ["número", "de"], ["numero", "de"],
        ["numero", "di"],
        ["effectif"], ["effectifs"], ["aantal"], ["antal"], ["antall"], ["liczba"], ["počet"], ["количество"],
        ["число"],
    ]

    /// What is counted of a construction or a computation and tells of nobody: teeth, poles, layers.
    static let parts = words(
        """
        teeth poles slots blades stages cylinders layers estimators neurons neighbors neighbours jobs iter
        iterations components clusters bins folds threads epochs features parameters params steps trees
        leaves cores nodes bits bytes pages rows columns cols lags degrees levels factors terms turns
        windings phases channels axes wheels seats engines doors gears splits runs cycles hidden heads
        samples trials init inits points classes groups zähne pole nuten stufen zylinder schichten windungen
        dents pôles dientes polos
        """
    )

    /// Whole tables, and the last row or column of one.
    static let totals = words(
        """
        total totals all sum overall gesamt summe insgesamt alle ensemble somme tout toutes tous suma todos
        totale tutti totaal итого всего razem ogółem 合计 总计 合計 総計 小计 합계
        """
    )

    /// What takes something out of the same thing: `all plants without X`.
    static let without = words(
        "without excluding excl except minus less ohne außer sans sauf sin excepto senza zonder exkl"
    )

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
