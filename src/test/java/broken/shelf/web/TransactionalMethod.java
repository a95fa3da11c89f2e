package broken.shelf.web;

import org.springframework.transaction.annotation.Transactional;

class TransactionalMethod {

	@Transactional
	void change() {
	}

}
