package io.aegis.heuristic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentCorrectionTest {

    private static final SentimentCorrection CORRECTION = new SentimentCorrection(0.35, 0.8, 0.8, 0.5);

    @ParameterizedTest
    @CsvSource({
        // compound, problem, issue, praise, adjusted
        "0.5, 0, 0, 0, 0.5",
        "0.5, 0.79, 0, 0, 0.5",
        "0.5, 0.8, 0, 0, 0.22",
        "0.5, 0, 0.8, 0, 0.22",
        "0.5, 1, 1, 0, -0.2",
        "0.5, 1, 1, 0.5, -0.1125",
        "0.5, 1, 1, 3, -0.025",
        "0.5, 1, 0, 1, 0.5",
        "0.5, 9, 0, 0, -0.3",
        "-0.5, 9, 0, 0, -1",
        "0.1234, 1, 0, 0, -0.2266"
    })
    void evidence_of_problems_lowers_the_compound(
            double compound, double problem, double issue, double praise, double adjusted) {
        List<Rule> rules = List.of(
                new Rule("a", RuleGroup.BILLING, 1, problem, false, 1, List.of(), List.of()),
                new Rule("b", RuleGroup.ISSUE, issue, 0, false, 1, List.of(), List.of()),
                new Rule("c", RuleGroup.PRAISE, praise, 0, false, 1, List.of(), List.of()));
        RuleFindings findings = new RuleFindings(rules, new int[] {1, 1, 1}, 9, false);
        assertThat(CORRECTION.adjust(compound, findings)).isEqualTo(adjusted);
    }
}
