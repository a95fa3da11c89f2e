package pl.chronobook.identity.domain;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import pl.chronobook.identity.ClientNetwork;

import static org.assertj.core.api.Assertions.assertThat;

class LoginThrottleNetworkTests {

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113.7", "2001:db8:1:2:3:4:5:6, 20:01:0d:b8:00:01:00:02",
			"2001:db8:1:2::1, 20:01:0d:b8:00:01:00:02", "fe80::1%eth0, fe:80:00:00:00:00:00:00" })
	void addressesOfOneClientCountTogether(String address, String network) {
		assertThat(ClientNetwork.of(address)).isEqualTo(network);
	}

	@ParameterizedTest
	@CsvSource({ "203.0.113.7, 203.0.113", "203.0.113.200, 203.0.113",
			"2001:db8:1:2:3:4:5:6, 20:01:0d:b8:00:01:00:02" })
	void visitorsOfOneNetworkCountTogether(String address, String network) {
		assertThat(ClientNetwork.neighbourhood(address)).isEqualTo(network);
	}

}
