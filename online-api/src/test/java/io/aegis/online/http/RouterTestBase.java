/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.http;

import io.aegis.online.runtime.RunningApi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** One router with the routes of {@link RouterFixture}. */
abstract class RouterTestBase {

    static RunningApi runtime;

    @BeforeAll
    static void open() {
        runtime = RouterFixture.open();
    }

    @AfterAll
    static void close() {
        runtime.close();
    }
}
