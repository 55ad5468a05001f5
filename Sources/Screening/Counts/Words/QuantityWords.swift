// SPDX-License-Identifier: Apache-2.0

/// What names of columns have when their numbers are measured, set, ordered or coded: those count nothing.
enum QuantityWords {
    /// Units, as they stand at the end of names, in brackets or behind a comma.
    static let units = words(
        """
        % ‰ ° °c °f ºc k hz khz mhz ghz rpm rad deg db dba s sec secs second seconds ms us µs μs ns min mins
        minutes minute h hr hrs hour hours d day days week weeks month months year years yr yrs mm cm m km
        um µm μm nm in inch inches ft mm2 mm² cm2 cm² m2 m² m3 m³ l ml dl hl g kg mg t to ton tons tonnes lb
        lbs oz n kn mn pa kpa mpa gpa hpa bar mbar psi v kv mv a ma w kw mw gw va kva var wh kwh mwh gwh j
        kj mj gj ah mah ohm kohm f µf nf pf mh gauss lx lm cd mol ppm ppb ph eur € usd $ gbp £ chf cny jpy ¥
        kb mb gb tb kib mib gib bit bits byte bytes px pt dpi fps kmh km/h m/s mph knots std stunden tage
        wochen monate jahre sek jours heures años horas cps fit pct percent
        """
    )

    /// Units that are words of their own wherever they stand: one letter says too little of a name.
    static let longUnits = units.filter { $0.count > 1 }.subtracting(["to", "in", "us", "min", "fit", "std"])

    /// What parts two things of which one is told for the other.
    static let per = words("per pro je par por p.a. pa à")

    /// What is measured, set, ordered or coded.
    static let words: Set<String> = words(
        """
        load temp temperature pressure speed velocity power torque force mass weight length width height
        depth thickness diameter radius size area volume density flow current voltage resistance capacity
        energy angle angles gain loss losses noise viscosity hardness roughness strength stress strain
        modulus wavelength amplitude phase magnitude humidity moisture altitude distance position offset gap
        pitch tension acceleration vibration displacement output input yield efficiency feed tool dose
        concentration level levels grade class rank ranking score scores rating priority severity occurrence
        detection risk order degree index id ids code key row column col step epoch iteration iter run fold
        seed lag k number nr nummer numéro pos item items question criterion points votes stars marks likert
        answer stage zone category cat type kind version part chapter section page month week day hour
        minute second date time timestamp year quarter start end begin from to lower upper bound lo hi limit
        limits threshold cutoff max maximum min minimum mean avg average median mode std sd se sem stderr
        var variance q1 q2 q3 quantile percentile iqr range ratio rate rates share percent pct percentage
        proportion fraction prevalence incidence probability prob p value values price cost costs revenue
        budget salary income amount tariff fee age ages life lifetime duration delay latency runtime period
        interval bin accuracy auc error err rmse mae mse r2 aic bic loglik deviance estimate coefficient
        coef beta alpha gamma lambda sigma mu theta statistic stat chi f t z q x y lat lon latitude
        longitude easting northing address register registers port pin channel bit state status flag alarm
        signal setting parameter param layer layers threads batch epochs trees estimators jobs memory passes
        teeth poles slots blades cylinders seats engines doors axes gears rpn factor intensity exposure per
        acf pacf silhouette poly polynomial terms residual fitted predicted expected dimension dim dims baud
        slope intercept last druck temperatur leistung drehzahl kraft masse länge breite höhe tiefe dicke
        durchmesser fläche volumen dichte strom spannung widerstand energie winkel stufe note rang punkte
        monat woche tag stunde datum zeit jahr mittel mittelwert abweichung anteil prozent preis kosten
        umsatz alter dauer lebensdauer wert mois semaine jour heure année moyenne médiane écart prix coût
        âge durée taux pourcentage valeur valeurs pression vitesse mes semana día hora año media mediana
        precio edad duración tasa porcentaje valor presión velocidad jan feb mar apr may jun jul aug sep
        sept oct nov dec january february march april june july august september october november december
        mai juni juli okt dez januar februar märz oktober dezember mon tue wed thu fri sat sun monday
        tuesday wednesday thursday friday saturday sunday spring summer autumn winter ours base baseline
        before after 均值 平均 温度 压力 速度 功率 时间 日期 年 月 价格 百分比
        """
    )

    /// What a spectrum or a machine's characteristic has beside its frequency or speed.
    static let beside = words(
        """
        amplitude power db dba phase magnitude psd gain torque level impedance response attenuation accel acceleration
        k
        """
    )

    /// What stands before `frequency` where it is one of something that swings or turns.
    static let swings = words(
        """
        natural sampling sample resonance resonant cutoff rotational line grid pass mains clock carrier wave centre
        center corner fundamental
        """
    )

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}
