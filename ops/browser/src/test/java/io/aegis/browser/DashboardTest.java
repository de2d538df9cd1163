package io.aegis.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** One product and one browser for all tests of a class; whatever they do, pages break no rule of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DashboardTest {

    private final Map<String, String> settings;
    private Product product;
    private Workplace workplace;

    DashboardTest(Map<String, String> settings) {
        this.settings = settings;
    }

    DashboardTest() {
        this(Map.of());
    }

    @BeforeAll
    void open() throws Exception {
        product = new Product(settings);
        workplace = new Workplace();
    }

    @AfterEach
    void nothing_failed_unseen_and_no_other_host_was_asked() {
        assertThat(workplace.complaints()).isEmpty();
        assertThat(workplace.foreign()).isEmpty();
    }

    @AfterAll
    void close() {
        if (workplace != null) {
            workplace.close();
        }
        if (product != null) {
            product.close();
        }
    }

    Product product() {
        return product;
    }

    Workplace workplace() {
        return workplace;
    }
}
