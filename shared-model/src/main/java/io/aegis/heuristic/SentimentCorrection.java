/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

/**
 * Makes the compound that decides the sentiment: VADER's, corrected by evidence that something went wrong, for customers
 * report problems politely; or, in languages that VADER does not know, one of the rules' own.
 *
 * @param slope what a unit of evidence takes off
 * @param limit the most that is taken off
 * @param minimum the evidence below which nothing is
 * @param praiseDiscount the most evidence that praise outweighs
 * @param delight what praise in negative words comes to at least, when nothing speaks against it
 * @param rulesAlone whether VADER does not count
 */
record SentimentCorrection(
        double slope, double limit, double minimum, double praiseDiscount, double delight, boolean rulesAlone) {

    private static final double DECIMALS = 10_000;

    /**
     * The adjusted compound, -1..1, four decimals as VADER has them.
     *
     * @param compound VADER's
     * @param signs what emoji and the like speak for
     */
    double adjust(double compound, RuleFindings findings, LanguageFreeSigns signs) {
        if (rulesAlone) {
            return ofRules(findings, signs);
        }
        double praise = praiseDiscount * Math.min(findings.score(RuleGroup.PRAISE), 1);
        double evidence = findings.problem() + findings.score(RuleGroup.ISSUE) - praise;
        if (evidence >= minimum) {
            return rounded(Math.max(-1, compound - Math.min(limit, slope * evidence)));
        }
        if (findings.score(RuleGroup.DELIGHT) > 0) {
            return Math.max(compound, delight);
        }
        return Math.abs(compound) < LanguageFreeSigns.FELT ? strongest(compound, signs) : compound;
    }

    private static double strongest(double compound, LanguageFreeSigns signs) {
        return signs.balance() == 0 ? compound : signs.compound();
    }

    private static double ofRules(RuleFindings findings, LanguageFreeSigns signs) {
        double balance = findings.score(RuleGroup.PRAISE)
                + findings.score(RuleGroup.DELIGHT)
                - findings.score(RuleGroup.ISSUE)
                - findings.problem();
        return LanguageFreeSigns.compound(balance + signs.balance());
    }

    private static double rounded(double compound) {
        return Math.round(compound * DECIMALS) / DECIMALS;
    }
}
