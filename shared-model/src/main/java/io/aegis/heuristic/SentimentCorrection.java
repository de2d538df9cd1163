package io.aegis.heuristic;

/**
 * Corrects VADER's compound by evidence that something went wrong: customers report problems politely.
 *
 * @param slope what a unit of evidence takes off
 * @param limit the most that is taken off
 * @param minimum the evidence below which nothing is
 * @param praiseDiscount the most evidence that praise outweighs
 */
record SentimentCorrection(double slope, double limit, double minimum, double praiseDiscount) {

    private static final double DECIMALS = 10_000;

    /** The adjusted compound, -1..1, four decimals as VADER has them; never above the compound. */
    double adjust(double compound, RuleFindings findings) {
        double praise = praiseDiscount * Math.min(findings.score(RuleGroup.PRAISE), 1);
        double evidence = findings.problem() + findings.score(RuleGroup.ISSUE) - praise;
        if (evidence < minimum) {
            return compound;
        }
        double adjusted = Math.max(-1, compound - Math.min(limit, slope * evidence));
        return Math.round(adjusted * DECIMALS) / DECIMALS;
    }
}
