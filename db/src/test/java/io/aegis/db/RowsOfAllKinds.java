/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

/** Feedback of every status, source, sentiment, department and topic, in uneven numbers, as rows only: for what counts them. */
public final class RowsOfAllKinds {

    /** How many there are, a minute apart from 10:00 on 2026-11-20. */
    public static final int ROWS = 600;

    private RowsOfAllKinds() {}

    /** Inserts them; some were submitted several times, some have topics that operators made. */
    public static void insert(TestSchema schema) throws Exception {
        schema.change("INSERT INTO feedback (id, content_hash, raw_content, clean_content, status, sentiment, topics,"
                + " is_urgent, priority, department, confidence, source, provider, vader_neg, vader_neu, vader_pos,"
                + " vader_compound, adjusted_compound, evidence, language, own_topics, needs_review, submissions,"
                + " last_submitted_at, created_at, updated_at)"
                + " SELECT UUID(), UNHEX(SHA2(seq, 256)), seq, seq, IF(seq MOD 7 < 5, 'OPEN', 'RESOLVED'),"
                + " ELT(1 + seq * seq MOD 11 MOD 3, 'POSITIVE', 'NEGATIVE', 'NEUTRAL'), 1 + seq MOD 31, seq MOD 5 = 0,"
                + " 'LOW', ELT(1 + seq * seq MOD 13 MOD 5, 'INFOSEC', 'FINANCE', 'ENGINEERING', 'DESIGN', 'SUPPORT'), 0.5,"
                + " IF(seq MOD 3 = 0, 'AI', 'FALLBACK'), 'p', 0, 1, 0, 0, 0, '[]', 'en',"
                + " CASE seq MOD 9 WHEN 0 THEN 1 << 59 WHEN 1 THEN 5 ELSE 0 END, seq MOD 17 = 0,"
                + " IF(seq MOD 4 = 0, seq, 1), seen, seen, seen"
                + " FROM (SELECT seq, '2026-11-20 09:59:00' + INTERVAL seq MINUTE AS seen FROM seq_1_to_" + ROWS
                + ") AS rows_of_all_kinds");
    }
}
