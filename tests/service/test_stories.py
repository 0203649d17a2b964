"""The stories by HTTP."""


def test_a_story_is_told_at_three_depths_with_its_sources(client):
    told = client.get("/api/networks/lenet-5/story").json()
    assert told["network"] == "lenet-5"
    assert told["original"] == "lenet-5-1998"
    assert "61,706 parameters" in told["in_depth"]
    assert len({told["summary"], told["eli5"], told["in_depth"]}) == 3
    assert told["steps"][0]["at"] == "/#network=lenet-5&layer=conv_1&map=1&open=1"
    assert told["sources"][0]["address"] == "https://doi.org/10.1109/5.726791"
    assert told["sources"][0]["year"] == 1998


def test_every_network_with_a_story_tells_it_and_the_others_say_there_is_none(client, is_problem):
    for network in client.get("/api/networks").json()["networks"]:
        answer = client.get(f"/api/networks/{network['id']}/story")
        if answer.status_code == 200:
            assert answer.json()["idea"]
        else:
            is_problem(answer, 404, "There is no story about")
    is_problem(client.get("/api/networks/tiny-vgg/story"), 404, "no story about Tiny VGG")
    is_problem(client.get("/api/networks/nope/story"), 404, "no network called")


def test_what_was_read_before_is_not_sent_again(client):
    first = client.get("/api/networks/lenet-5/story")
    again = client.get(
        "/api/networks/lenet-5/story", headers={"if-none-match": first.headers["etag"]}
    )
    assert again.status_code == 304
