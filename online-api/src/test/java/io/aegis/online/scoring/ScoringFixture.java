/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import io.aegis.online.running.RealDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;

/** One scoring API, with settings as they are by default, for all tests of a class. */
@ResourceLock("ScoringFixture")
public abstract class ScoringFixture {

    /** It runs from the first test of the class to the last. */
    protected static ScoringApi api;

    @BeforeAll
    static void open() {
        api = new ScoringApi(RealDatabase.shared(), Map.of());
    }

    @AfterAll
    static void close() {
        api.close();
    }
}
