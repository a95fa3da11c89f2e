package broken.shelf.domain;

import java.util.UUID;

class RandomKey {

	UUID key() {
		return UUID.randomUUID();
	}

}
