package broken.shelf.domain;

import java.time.Clock;

class OwnClock {

	Clock clock() {
		return Clock.systemUTC();
	}

}
