/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** People at work on the shared product; whatever they do, pages break no rule of their own. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DashboardTest {

    private final Product product;
    private final Workplace workplace;

    DashboardTest(Product product, Workplace workplace) {
        this.product = product;
        this.workplace = workplace;
    }

    @AfterEach
    void nothing_failed_unseen_and_no_other_host_was_asked() {
        assertThat(workplace.complaints()).isEmpty();
        assertThat(workplace.foreign()).isEmpty();
    }

    Product product() {
        return product;
    }

    Workplace workplace() {
        return workplace;
    }
}
