"""Every kind of layer, in the order a learner meets them."""

# isort: off
from app.engine.layers.conv2d import Conv2D
from app.engine.layers.linked_conv2d import LinkedConv2D
from app.engine.layers.relu import ReLU
from app.engine.layers.leaky_relu import LeakyReLU
from app.engine.layers.sigmoid import Sigmoid
from app.engine.layers.tanh import Tanh
from app.engine.layers.rescale import Rescale
from app.engine.layers.max_pool import MaxPool
from app.engine.layers.average_pool import AveragePool
from app.engine.layers.subsample import Subsample
from app.engine.layers.global_average_pool import GlobalAveragePool
from app.engine.layers.flatten import Flatten
from app.engine.layers.dense import Dense
from app.engine.layers.rbf import RBF
from app.engine.layers.softmax import Softmax
from app.engine.layers.softmin import Softmin
from app.engine.layers.dropout import Dropout
from app.engine.layers.batch_norm import BatchNorm
from app.engine.layers.local_response_norm import LocalResponseNorm
from app.engine.layers.add import Add
from app.engine.layers.concat import Concat

__all__ = [
    "RBF",
    "Add",
    "AveragePool",
    "BatchNorm",
    "Concat",
    "Conv2D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalAveragePool",
    "LeakyReLU",
    "LinkedConv2D",
    "LocalResponseNorm",
    "MaxPool",
    "ReLU",
    "Rescale",
    "Sigmoid",
    "Softmax",
    "Softmin",
    "Subsample",
    "Tanh",
]
